package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Share;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Splitter;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Divides the patients into those to train on, to validate on and to test on. No volume is opened. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Split Cohort...",
	description = "Divides patients into train, validation and test, by grade: split.csv")
public class SplitCohort extends CohortCommand {

	@Parameter(required = false, description = "test patients: a fraction of all, or a number of patients")
	private String test = "0.2";

	@Parameter(required = false,
		description = "validation patients: a fraction of those that are not test patients, or a number of patients")
	private String validation = "0.2";

	@Parameter(required = false, description = "seed of the shuffle")
	private long seed = 1;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for split.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Cohort cohort = cohort();
		Split split = new Splitter(Share.parse("test", test), Share.parse("validation", validation), seed).split(cohort);
		Table table = split.table();
		CsvFile.write(output.toPath().resolve("split.csv"), table);
		Splitter.leftOut(cohort).forEach(patient -> warn("patient " + patient.id() + " is not split: " + patient.reason()));
		return table;
	}
}
