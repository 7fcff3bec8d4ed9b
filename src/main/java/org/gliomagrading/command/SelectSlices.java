package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.TumourSlices;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Finds the first and last axial slice that hold tumour, by each patient's segmentation. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Select Slices...",
	description = "Finds the axial slices that hold tumour: slices.csv")
public class SelectSlices extends CohortCommand {

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for slices.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Cohort cohort = cohort();
		TumourSlices tumour = new TumourSlices();
		Map<String, SliceRange> ranges = new TreeMap<>();
		Path folder = WholeFile.makeFolder(output.toPath());
		try (PatientOpener opener = opener()) {
			reportLeftOut(cohort, new CohortPass(opener, tumour.needsSegmentation()).run(cohort, volumes -> ranges.put(volumes
				.patient().id(), tumour.select(volumes)), progress));
		}
		Table table = new SliceRanges(ranges).table();
		CsvFile.write(folder.resolve("slices.csv"), table);
		return table;
	}
}
