package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.CentreSplitter;
import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CrossValidation;
import org.gliomagrading.cohort.PlannedSplit;
import org.gliomagrading.cohort.Share;
import org.gliomagrading.cohort.SplitRule;
import org.gliomagrading.cohort.Splitter;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
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

	private static final String CENTRE = "centre";

	@Parameter(required = false, description = "test patients: a fraction of all, or a number of patients; not used with " +
		"folds")
	private String test = "0.2";

	@Parameter(required = false,
		description = "validation patients: a fraction of those that are not test patients, or a number of patients")
	private String validation = "0.2";

	@Parameter(required = false, min = "0",
		description = "2 or more: as many splits, each patient tested once: split-1.csv and so on; 0: one split, split.csv")
	private int folds;

	@Parameter(required = false, choices = { "none", CENTRE },
		description = "centre: patients of a centre stay together in a subset")
	private String group = "none";

	@Parameter(required = false, description = "seed of the shuffle")
	private long seed = 1;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for split.csv, or split-1.csv..., and " +
		"split-counts.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Cohort cohort = cohort();
		List<PlannedSplit> splits = rule().splits(cohort);
		List<String> names = folds == 0 ? List.of("split.csv") : IntStream.rangeClosed(1, folds).mapToObj(fold -> "split-" +
			fold + ".csv").toList();
		Path folder = output.toPath();
		for (int i = 0; i < names.size(); i++)
			CsvFile.write(folder.resolve(names.get(i)), splits.get(i).split().table());
		// further folds of an earlier run would test patients a second time
		int fold = folds;
		while (folds > 0 && Files.deleteIfExists(folder.resolve("split-" + (++fold) + ".csv"))) {
			// until there is none
		}
		Table counts = PlannedSplit.table(names, splits);
		CsvFile.write(folder.resolve("split-counts.csv"), counts);
		Splitter.leftOut(cohort).forEach(patient -> warn("patient " + patient.id() + " is not split: " + patient.reason()));
		for (int i = 0; i < names.size(); i++) {
			tell(names.get(i) + ": " + splits.get(i).summary());
			for (String line : splits.get(i).warnings())
				warn(names.get(i) + ": " + line);
		}
		return folds == 0 ? splits.get(0).split().table() : counts;
	}

	private SplitRule rule() throws InputException {
		Share ofRest = Share.parse("validation", validation);
		boolean byCentre = group.equals(CENTRE);
		if (folds != 0) return new CrossValidation(folds, ofRest, byCentre, seed);
		Share tested = Share.parse("test", test);
		return byCentre ? new CentreSplitter(tested, ofRest, seed) : new Splitter(tested, ofRest, seed);
	}
}
