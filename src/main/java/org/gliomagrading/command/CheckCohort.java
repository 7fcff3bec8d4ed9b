package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.Exclusions;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.slice.TumourSlices;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Opens each patient's volumes and says who can be used. A missing segmentation is no fault; an empty one is. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Check Cohort...",
	description = "Says which patients can be used, and why others cannot: cohort.csv")
public class CheckCohort extends CohortCommand {

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of patients to leave out: patient, reason")
	private File exclude;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for cohort.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Cohort given = cohort();
		Cohort cohort = path(exclude).isPresent() ? Exclusions.apply(exclude.toPath(), given) : given;
		Path folder = CohortFile.makeFolder(input(), output.toPath());
		try (PatientOpener opener = opener()) {
			TumourSlices tumour = new TumourSlices();
			Cohort checked = new CohortPass(opener, patient -> patient.segmentation().isPresent()).run(cohort, volumes -> {
				if (volumes.segmentation().isPresent()) tumour.select(volumes);
			}, progress);
			Table table = CohortFile.write(checked, folder.resolve(CohortFile.FILE_NAME));
			reportLeftOut(cohort, checked);
			return table;
		}
	}
}
