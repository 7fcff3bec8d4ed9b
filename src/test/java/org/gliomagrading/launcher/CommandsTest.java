package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.gliomagrading.cohort.PatientFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** Each command from the command line, on small files. */
class CommandsTest {

	private static final String PACKAGE = "org.gliomagrading.command.";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path temporary;
	private Path cohort;
	private Path predictions;

	@BeforeEach
	void makeFiles() throws IOException {
		cohort = temporary.resolve("my cohort");
		StringBuilder grades = new StringBuilder("Grade,BraTS_2020_subject_ID\n");
		for (String id : List.of("H1", "H2", "H3", "L1", "L2", "L3")) {
			PatientFiles.writePatient(cohort, id, PatientFiles.lps());
			grades.append(id.charAt(0)).append("GG,").append(id).append('\n');
		}
		Files.writeString(cohort.resolve("name_mapping.csv"), grades.toString());
		predictions = temporary.resolve("predictions, all.csv");
		Files.writeString(predictions, "patient,slice,p_hgg,grade\na,1,0.75,HGG\na,2,0.25,HGG\nb,1,0.25,LGG\n");
	}

	@Test
	void bothFormsWriteTheSameFiles() throws IOException {
		bothForms("make-phantom-cohort", "MakePhantomCohort", "high", 1, "low", 1, "seed", 7, "size", "26x32x25", "spacing",
			6);
		bothForms("aggregate-predictions", "AggregatePredictions", "predictions", predictions, "threshold", 0.5);
		bothForms("evaluate-predictions", "EvaluatePredictions", "predictions", predictions);
		bothForms("check-cohort", "CheckCohort", "input", cohort);
		bothForms("split-cohort", "SplitCohort", "input", cohort, "test", 2, "validation", 0.5, "seed", 3);
		bothForms("select-slices", "SelectSlices", "input", cohort);
		bothForms("check-published", "CheckPublished", "input", Path.of("sample-data/published-metrics.csv"), "largest", 30);
	}

	@Test
	void publishedTablesAreCheckedOrRefusedWhole() throws IOException {
		Path metrics = Files.writeString(temporary.resolve("m.csv"), "model,strategy,recall,f1\nA,soft,0.50,0.6\n" +
			"A,attention,0.25,0.4\n");
		succeed("check-published", "input=" + metrics, "summary=" + metrics, "test=4+2", "output=" + temporary.resolve("c"));
		assertTrue(read("c/published-check.csv").contains(",1 of 1 models,no,"), read("c/published-check.csv"));
		assertTrue(read("c/published-matrices.csv").contains("A,soft,6,4,2,2,1,2,1\n"), read("c/published-matrices.csv"));
		assertEquals(1 + 400, readLines("c/published-test-sets.csv").count());
		Path empty = Files.writeString(temporary.resolve("empty.csv"), "model,f1\n");
		for (String wrong : List.of("input=" + empty, "summary=" + empty, "statements=" + empty, "test=x", "largest=1001"))
			assertTrue(fail("check-published", wrong.startsWith("input") ? wrong : "input=" + metrics, wrong.startsWith("input")
				? "test=1" : wrong, "output=" + temporary.resolve("d")).startsWith("Error: "), wrong);
		assertFalse(Files.exists(temporary.resolve("d")));
	}

	@Test
	void cohortsAreSplitIntoFoldsAndByCentre() throws IOException {
		StringBuilder table = new StringBuilder("patient,centre,grade,t1ce,t2,flair\n");
		for (String centre : List.of("A", "B", "C", "D"))
			for (int i = 0; i < 4; i++)
				table.append(centre + i + "," + centre + "," + (i < 2 || centre.equals("D") ? "HGG" : "LGG") + ",a.nii,a.nii,a.nii\n");
		Files.createFile(temporary.resolve("a.nii"));
		Path cohortTable = Files.writeString(temporary.resolve("centres.csv"), table);
		Path output = temporary.resolve("splits");
		String[] line = { "split-cohort", "input=" + cohortTable, "folds=2", "validation=0", "output=" + output };
		succeed(line);
		assertTrue(read("splits/split-counts.csv").startsWith("split,subset,hgg,lgg,wanted_hgg,wanted_lgg,centres," +
			"without_centre\nsplit-1.csv,train,5,3,5,3,"), read("splits/split-counts.csv"));
		assertFalse(Files.exists(output.resolve("split.csv")));
		assertFalse(Files.exists(output.resolve("split-3.csv")));
		List<String> tested = Stream.of("splits/split-1.csv", "splits/split-2.csv").flatMap(name -> readLines(name).filter(
			row -> row.endsWith(",test"))).map(row -> row.split(",")[0]).sorted().toList();
		assertEquals(readLines("centres.csv").skip(1).map(row -> row.split(",")[0]).toList(), tested);

		succeed("split-cohort", "input=" + cohortTable, "test=4", "validation=0", "group=centre", "seed=4", "output=" +
			output);
		assertEquals(1, readLines("splits/split.csv").filter(row -> row.endsWith(",test")).map(row -> row.split(",")[1])
			.distinct().count());
		assertEquals(0, run("split-cohort", "input=" + cohortTable, "folds=4", "validation=0", "group=centre", "output=" +
			output));
		String warning = text(err);
		succeed("split-cohort", "input=" + cohortTable, "folds=3", "validation=0", "output=" + output);
		assertTrue(Files.exists(output.resolve("split-3.csv")));
		assertFalse(Files.exists(output.resolve("split-4.csv")), "of an earlier run");
		assertTrue(warning.matches("Warning: split-[1-4].csv: test has no LGG patient: specificity or recall, and the AUC, " +
			"cannot be told from it\n"), warning);
		assertTrue(fail("split-cohort", "input=" + cohortTable, "folds=1", "output=" + output).contains("folds is 1; "));
		assertTrue(fail("split-cohort", "input=" + cohortTable, "folds=5", "group=centre", "output=" + output).contains(
			"only 4 centres"));
		assertTrue(fail("split-cohort", "input=" + cohortTable, "group=scanner", "output=" + output).contains(
			"group=scanner"));
	}

	@Test
	void tablesHoldWhatTheyShould() throws IOException {
		succeed("aggregate-predictions", "predictions=" + predictions, "threshold=0.6", "strategies=soft", "output=" +
			temporary);
		assertEquals("model,seed,patient,centre,grade,subset,strategy,slices,p_hgg,threshold,predicted\n" +
			"\"\",,a,,HGG,,soft,2,0.5,0.6,LGG\n\"\",,b,,LGG,,soft,1,0.25,0.6,LGG\n", read("patient-predictions.csv"));
		succeed("select-slices", "input=" + cohort, "output=" + temporary);
		assertTrue(read("slices.csv").startsWith("patient,first,last,count\nH1,2,5,4\nH2,2,5,4\n"), read("slices.csv"));
		succeed("split-cohort", "input=" + cohort, "test=2", "validation=2", "output=" + temporary);
		for (String subset : List.of("train", "validation", "test"))
			for (String grade : List.of("HGG", "LGG"))
				assertEquals(1, read("split.csv").lines().filter(line -> line.endsWith("," + grade + "," + subset)).count());
	}

	@Test
	void openResultsTablesAreTaken() throws IOException {
		succeed("aggregate-predictions", "predictions=" + predictions, "output=" + temporary.resolve("file"));
		Analyzer.setResultsTable(new ResultsTable());
		IJ.runMacro("p = newArray('a','a','b'); s = newArray(1,2,1); v = newArray(0.75,0.25,0.25);" +
			"g = newArray('HGG','HGG','LGG'); for (i=0; i<3; i++) { setResult('patient', i, p[i]); setResult('slice', i, s[i]);" +
			"setResult('p_hgg', i, v[i]); setResult('grade', i, g[i]); } updateResults();");
		succeed("aggregate-predictions", "output=" + temporary.resolve("table"));
		assertEquals(Files.readString(temporary.resolve("file/patient-predictions.csv")), Files.readString(temporary.resolve(
			"table/patient-predictions.csv")));
		succeed("evaluate-predictions", "output=" + temporary.resolve("table"));
		assertTrue(read("table/metrics.csv").contains("patient,soft,0.5,2,1,0,0,1,1,"), read("table/metrics.csv"));
		Analyzer.setResultsTable(new ResultsTable());
		assertTrue(fail("evaluate-predictions", "output=" + temporary).startsWith("Error: no results table is open; "));
	}

	@Test
	void thresholdsAreFoundOnValidationAndComparedOnTest() throws IOException {
		StringBuilder table = new StringBuilder("patient,subset,grade,slice,p_hgg\n");
		for (String subset : List.of("validation", "test"))
			for (int i = 0; i < 6; i++)
				for (int slice = 0; slice < 2; slice++)
					table.append(subset + i + "," + subset + "," + (i < 3 ? "HGG" : "LGG") + "," + slice + "," + (0.375 - i /
						32.0 - slice / 128.0) + "\n");
		Path slices = Files.writeString(temporary.resolve("low.csv"), table);
		succeed("aggregate-predictions", "predictions=" + slices, "strategies=soft,top(1)", "maximise=youden", "output=" +
			temporary);
		// between the means of the third HGG and the first LGG, 0.27734375
		assertTrue(read("patient-predictions.csv").contains(",test2,,HGG,test,soft,2,0.30859375,0.29296875,HGG\n"), read(
			"patient-predictions.csv"));
		succeed("evaluate-predictions", "predictions=" + temporary.resolve("patient-predictions.csv"), "temperature=true",
			"output=" + temporary);
		assertTrue(read("metrics.csv").contains("test,patient,soft,0.29296875,6,3,0,0,3,1,"), read("metrics.csv"));
		assertTrue(read("comparisons.csv").contains("test,mcnemar,validation,,,,soft,0.29296875,,,top(1),"), read(
			"comparisons.csv"));
		for (String name : List.of("calibration.csv", "reliability.csv", "decision-curves.csv"))
			assertTrue(read(name).contains(",test,patient,soft,none,"), name);
		assertTrue(read("calibration.csv").contains(",test,patient,soft,temperature,1.8"), read("calibration.csv"));
		succeed("evaluate-predictions", "predictions=" + slices, "output=" + temporary);
		assertFalse(Files.exists(temporary.resolve("comparisons.csv")), "of other predictions");
		assertTrue(read("calibration.csv").contains(",test,slice,,none,"), read("calibration.csv"));
		assertEquals("Error: Fusion strategy 'top(0)' needs a whole number of slices, 1 or more; write top(5)", fail(
			"aggregate-predictions", "predictions=" + slices, "strategies=top(0)", "output=" + temporary).trim());
	}

	@Test
	void centresAreJudgedOfPredictionsAndOfPatientsAlone() throws IOException {
		Path split = Files.writeString(temporary.resolve("split.csv"), "patient,centre,grade,subset\na,A,HGG,train\n" +
			"b,B,LGG,train\nc,A,HGG,test\nd,B,LGG,test\ne,B,HGG,test\n");
		succeed("evaluate-predictions", "predictions=" + split, "lowGradeCentres=B, C", "output=" + temporary);
		assertFalse(Files.exists(temporary.resolve("metrics.csv")));
		assertEquals("model,seed,subset,centre,n,hgg,lgg,without_grade,hgg_share,note\n\"\",,test,A,1,1,0,0,1,\n" +
			"\"\",,test,B,2,1,1,0,0.5,both grades\n\"\",,train,A,1,1,0,0,1,\n\"\",,train,B,1,0,1,0,0,\n", sorted("centres.csv"));
		assertTrue(read("centre-metrics.csv").contains(",test,patient,centre_only,0.5,3,1,0,1,1,"), read(
			"centre-metrics.csv"));
		assertTrue(read("centre-metrics.csv").contains(",test,patient,low_grade_centres,,3,1,0,1,1,"));
		Path costs = Files.writeString(temporary.resolve("costs.csv"), "model,parameters\nm,7\n");
		Path table = Files.writeString(temporary.resolve("table.csv"), "model,patient,grade,p_hgg\nm,a,HGG,0.75\n");
		succeed("evaluate-predictions", "predictions=" + table, "efficiency=" + costs, "output=" + temporary);
		assertTrue(read("efficiency-metrics.csv").contains("\nm,,,7,,,,patient,,0.5,1,1,"), read("efficiency-metrics.csv"));
		succeed("evaluate-predictions", "predictions=" + predictions, "output=" + temporary);
		assertFalse(Files.exists(temporary.resolve("efficiency-metrics.csv")), "of other predictions");
		assertFalse(Files.exists(temporary.resolve("centres.csv")), "of other patients");
		assertFalse(Files.exists(temporary.resolve("centre-metrics.csv")), "of other patients");
	}

	private String sorted(String name) {
		List<String> lines = readLines(name).toList();
		return lines.get(0) + "\n" + lines.stream().skip(1).sorted().map(line -> line + "\n").reduce("", String::concat);
	}

	@Test
	void badPatientsAreListedAndTheOthersGoOn() throws IOException {
		Files.delete(cohort.resolve("H1/H1_t2.nii.gz"));
		Files.writeString(cohort.resolve("H2/H2_t2.nii.gz"), "no volume");
		PatientFiles.write(cohort.resolve("L1/L1_seg.nii.gz"), PatientFiles.lps(), PatientFiles.SHAPE, at -> 0);
		assertEquals(0, run("check-cohort", "input=" + cohort, "output=" + temporary));
		String warnings = text(err);
		assertEquals(2, warnings.lines().count(), warnings);
		assertTrue(warnings.startsWith("Warning: patient H2 is left out: H2_t2.nii.gz: "), warnings);
		List<String> lines = read("cohort.csv").lines().toList();
		assertTrue(lines.get(1).startsWith("H1,") && lines.get(1).contains(",false,t2 is missing"), lines.get(1));
		assertTrue(lines.get(4).contains("L1_seg.nii.gz: the segmentation is empty"), lines.get(4));
		assertTrue(lines.get(3).endsWith("_seg.nii.gz,true,"), lines.get(3));

		Path excluded = temporary.resolve("excluded.csv");
		Files.writeString(excluded, "patient,reason\nH1,a\nH2,b\nH3,c\nL1,d\nL2,e\nL3,f\n");
		assertEquals("Error: " + cohort + ": none of the 6 patients can be used; the first is H1: a\n", fail("check-cohort",
			"input=" + cohort, "exclude=" + excluded, "output=" + temporary));
	}

	@Test
	void whatCannotBeUsedIsOneLine() throws IOException {
		Path empty = Files.createDirectory(temporary.resolve("empty"));
		Path file = Files.createFile(temporary.resolve("file"));
		Path noColumn = temporary.resolve("no-column.csv");
		Files.writeString(noColumn, "patient,probability\na,0.5\n");
		assertTrue(fail("check-cohort", "input=" + temporary.resolve("nowhere"), "output=" + temporary).contains(
			"nowhere: no such file or folder"));
		assertTrue(fail("check-cohort", "input=" + empty, "output=" + temporary).contains("empty: is an empty folder"));
		assertTrue(fail("split-cohort", "input=" + cohort, "output=" + file).contains("file: is a file, not a folder"));
		assertTrue(fail("check-cohort", "input=" + cohort, "output=" + file.resolve("under")).contains("cannot be written"));
		assertTrue(fail("evaluate-predictions", "predictions=" + noColumn, "output=" + temporary).contains(
			"no-column.csv: has no column 'p_hgg'"));
		assertTrue(fail("aggregate-predictions", "predictions=" + predictions, "strategies=soft,hard", "output=" + temporary)
			.contains("No fusion strategy 'hard'"));
		assertTrue(fail("split-cohort", "input=" + cohort, "test=1.5", "output=" + temporary).contains("test is '1.5'"));
		assertTrue(fail("grade-patients", "input=" + cohort, "model=" + empty, "output=" + temporary).contains(
			"empty: is no model folder"));
		assertTrue(fail("check-cohort", "input=" + cohort, "output=" + cohort).contains("is the patients' own folder"));
		assertEquals(0, run("check-cohort", "input=" + cohort, "output=" + temporary.resolve("checked")));
		assertTrue(fail("check-cohort", "input=" + temporary.resolve("checked/cohort.csv"), "output=" + temporary.resolve(
			"checked")).contains("holds the table given as input, cohort.csv"));
		assertTrue(fail("grade-patients", "input=" + cohort, "output=" + temporary).contains(
			"parameter 'model' is missing: folder of a trained model"));
		assertTrue(fail("train-model", "input=" + cohort, "split=" + predictions, "start=x", "epochs=0", "output=" +
			temporary).contains("epochs=0 cannot be; it must be at least 1"));
	}

	/** Tables of an earlier evaluation go; a user's file of the same name stays, and is told of. */
	@Test
	void filesOfOthersStay() throws IOException {
		Path table = Files.writeString(temporary.resolve("c.csv"),
			"patient,centre,subset,strategy,p_hgg,grade\na,X,val,soft,0.75,HGG\nb,Y,val,soft,0.25,LGG\n");
		assertEquals(0, run("evaluate-predictions", "predictions=" + table, "output=" + temporary));
		assertEquals("Warning: column 'subset' has 'val', which are none of train, validation and test: they are subsets of their " +
			"own, and nothing is chosen on them\n", text(err));
		assertTrue(Files.exists(temporary.resolve("centres.csv")));
		Files.writeString(table, "patient,strategy,p_hgg,grade\na,soft,0.75,HGG\nb,soft,0.25,LGG\n");
		succeed("evaluate-predictions", "predictions=" + table, "output=" + temporary);
		assertFalse(Files.exists(temporary.resolve("centres.csv")), "of the evaluation before");
		Files.writeString(temporary.resolve("centres.csv"), "centre,address\nX,here\n");
		assertEquals(0, run("evaluate-predictions", "predictions=" + table, "output=" + temporary));
		assertTrue(text(err).startsWith("Warning: " + temporary.resolve("centres.csv") + " is no table of an evaluation and stays"),
			text(err));
		assertEquals("centre,address\nX,here\n", read("centres.csv"));
		Files.writeString(table, "patient,strategy,p_hgg,grade\na,everyone_hgg,0.75,HGG\nb,everyone_hgg,0.25,LGG\n");
		assertTrue(fail("evaluate-predictions", "predictions=" + table, "output=" + temporary).contains("rename it"));
	}

	@Test
	void modelsAreTrainedAndGradeWhoeverCanBeGraded() throws IOException {
		Path model = temporary.resolve("model");
		succeed("split-cohort", "input=" + cohort, "test=0", "validation=2", "output=" + temporary);
		trains("train-model", "input=" + cohort, "split=" + temporary.resolve("split.csv"), "start=MobileNetV2",
			"inputSize=32", "epochs=2", "device=cpu", "output=" + model);
		assertEquals(3, Files.readAllLines(model.resolve("history.csv")).size());

		Path seen = Files.writeString(temporary.resolve("seen.csv"), Files.readString(temporary.resolve("split.csv")).replace(
			"validation", "test"));
		assertTrue(fail("predict-slices", "input=" + cohort, "split=" + seen, "model=" + model, "output=" + temporary).contains(
			"is test in the split, but the model " + model + " was trained or validated"));
		assertTrue(fail("train-model", "input=" + cohort, "split=" + seen, "start=" + model, "output=" + temporary.resolve("other"))
			.contains("is test in the split, but the model " + model + " was trained or validated"));
		String[] train = { "train-model", "input=" + cohort, "split=" + temporary.resolve("split.csv"), "start=MobileNetV2",
			"inputSize=32", "epochs=1", "device=cpu", "output=" + temporary.resolve("other") };
		assertTrue(fail(with(train, "trainable=layer4")).contains("trainable=layer4: this network has no such stage"));
		assertTrue(fail(with(train, "monitor=f1")).contains("monitor=f1: there is none of that name"));
		assertTrue(fail(with(train, "trainable=head", "flips=true")).contains("flips and rotation cannot be had"));
		trains(with(train, "trainable=head", "monitor=patient-auc", "schedule=cosine", "gradientClipping=1"));
		assertEquals(0, run(with(train, "trainable=head", "cacheMemory=0", "cacheDisk=0")));
		assertTrue(text(err).contains(" validation slices do not fit into cacheMemory and cacheDisk: "), text(err));
		assertEquals(0, run(with(train, "trainable=head", "cacheMemory=1", "cacheDisk=0")));
		assertFalse(text(err).contains("do not fit"), text(err));

		bothForms("grade-patients", "GradePatients", "input", cohort, "model", model);
		bothForms("predict-slices", "PredictSlices", "input", cohort, "model", model, "split", temporary.resolve(
			"split.csv"));
		succeed("grade-patients", "input=" + cohort, "model=" + model, "output=" + temporary);
		assertEquals(1 + 6 * 3, read("patient-predictions.csv").lines().count());
		assertEquals(1 + 6 * 4, read("slice-predictions.csv").lines().count());
		assertTrue(read("metrics.csv").contains(",patient,everyone_hgg,,6,3,3,0,0,0.5,"), read("metrics.csv"));
		assertFalse(read("metrics.csv").contains("synthetic"), read("metrics.csv"));
		Path phantoms = temporary.resolve("phantoms");
		succeed("make-phantom-cohort", "output=" + phantoms, "high=1", "low=1", "size=80x80x52", "spacing=3");
		succeed("grade-patients", "input=" + phantoms, "model=" + model, "output=" + temporary);
		List<String> metrics = read("metrics.csv").lines().skip(1).toList();
		assertEquals(6, metrics.size(), "the slices and the three strategies, and everyone_hgg for both");
		for (String row : metrics)
			assertTrue(row.substring(row.lastIndexOf(',')).contains("synthetic"), row);

		Files.delete(cohort.resolve("name_mapping.csv"));
		Files.delete(cohort.resolve("H1/H1_seg.nii.gz"));
		assertEquals(0, run("grade-patients", "input=" + cohort, "model=" + model, "output=" + temporary));
		assertTrue(text(err).startsWith(DeviceLine.of(List.of("grade-patients")) +
			"Warning: patient H1 is left out: the segmentation is missing"));
		assertEquals(1 + 5 * 3, read("patient-predictions.csv").lines().count());
		assertFalse(Files.exists(temporary.resolve("metrics.csv")), "of other predictions");

		Path nobody = Files.createDirectories(temporary.resolve("nobody/N1")).getParent();
		Files.createFile(nobody.resolve("N1/N1_t1ce.nii"));
		assertTrue(fail("grade-patients", "input=" + nobody, "model=" + model, "output=" + temporary).contains(
			"none of the 1 patients can be used"));
		assertFalse(Files.exists(temporary.resolve("patient-predictions.csv")), "of other patients");
		assertTrue(read("cohort.csv").contains("N1,"));

		String json = Files.readString(model.resolve("model.json"));
		Files.writeString(model.resolve("model.json"), json.replace("\"trained\": true", "\"trained\": false"));
		assertTrue(fail("grade-patients", "input=" + cohort, "model=" + model, "output=" + temporary).contains(
			"never trained"));
		Files.writeString(model.resolve("model.json"), json);
		byte[] weights = Files.readAllBytes(model.resolve("weights.safetensors"));
		weights[weights.length - 1] ^= 1;
		Files.write(model.resolve("weights.safetensors"), weights);
		assertTrue(fail("grade-patients", "input=" + cohort, "model=" + model, "output=" + temporary).contains(
			"weights.safetensors: does not match the SHA-256"));
	}

	@Test
	void phantomsAreACohort() throws IOException {
		Path phantoms = temporary.resolve("phantoms");
		succeed("make-phantom-cohort", "output=" + phantoms, "high=2", "low=1", "size=40x48x30", "spacing=4x4x5");
		succeed("check-cohort", "input=" + phantoms, "output=" + temporary);
		assertEquals(3, read("cohort.csv").lines().filter(line -> line.contains(",PHANTOM") && line.endsWith(",true,"))
			.count(), read("cohort.csv"));
		for (String wrong : List.of("size=240x240", "size=2.5", "size=a", "spacing=0x1x1", "spacing=-1", "high=-1",
			"size=5x5x5"))
			assertTrue(fail("make-phantom-cohort", wrong, "output=" + phantoms, wrong.startsWith("high") ? "seed=1" : "high=2",
				"low=1").toLowerCase().startsWith("error: " + wrong.substring(0, 4)), wrong);
	}

	@Test
	void dataAskedForGoesToStandardOutputAlone() {
		assertEquals(0, run("list-architectures"));
		String table = text(out);
		assertTrue(table.startsWith("architecture,family,backbone,variant,input_size,"), table);
		assertEquals(1 + 16, table.lines().count());
		assertEquals("", text(err));
	}

	@Test
	void aVolumeIsDescribedOnStandardOutputAlone() throws IOException {
		Path file = cohort.resolve("H1/H1_seg.nii.gz");
		assertEquals(0, run("describe-volume", "input=" + file));
		String json = text(out);
		assertEquals("", text(err));
		JsonObject description = JsonParser.parseString(json).getAsJsonObject();
		assertEquals("LPS", description.get("orientation").getAsString());
		assertEquals(PatientFiles.SHAPE[2], description.getAsJsonArray("shape").get(2).getAsInt());
		assertEquals(0, run("--headless", "--run", PACKAGE + "DescribeVolume", "input=\"" + file + "\""));
		assertEquals(json, text(out));
		Path broken = Files.write(temporary.resolve("broken.nii.gz"), Arrays.copyOf(Files.readAllBytes(file), 70));
		assertTrue(fail("describe-volume", "input=" + broken).startsWith("Error: " + broken + ": "));
		assertTrue(fail("describe-volume", "input=" + temporary).startsWith("Error: " + temporary + ": "));
	}

	@Test
	void imagesAreForImageJ() {
		assertEquals(2, run("open-nifti", "input=" + cohort.resolve("H1/H1_seg.nii.gz")));
		assertEquals("", text(out));
		assertEquals("Error: open-nifti shows an image, and there are no windows here; run it in ImageJ or Fiji, or use " +
			"describe-volume\n", text(err));
		assertEquals(0, run("help", "open-nifti"));
		assertTrue(text(out).contains("a text, one of: radiological, neurological, stored; default radiological"));
	}

	/** Runs a command in both forms, paths with spaces among the parameters, and compares what was written. */
	private void bothForms(String name, String command, Object... parameters) throws IOException {
		Path one = temporary.resolve(name + "/one");
		Path other = temporary.resolve(name + "/other");
		List<String> line = new ArrayList<>(List.of(name, "output=" + one));
		StringBuilder list = new StringBuilder("output=\"" + other + "\"");
		for (int i = 0; i < parameters.length; i += 2) {
			line.add(parameters[i] + "=" + parameters[i + 1]);
			String value = parameters[i + 1] instanceof Number ? parameters[i + 1].toString() : "\"" + parameters[i + 1] + "\"";
			list.append(',').append(parameters[i]).append('=').append(value);
		}
		succeed(line.toArray(String[]::new));
		succeed("--headless", "--run", PACKAGE + command, list.toString());
		try (Stream<Path> files = Files.walk(one)) {
			List<Path> written = files.filter(Files::isRegularFile).toList();
			assertFalse(written.isEmpty(), name);
			for (Path file : written)
				assertSame(file, other.resolve(one.relativize(file)));
		}
	}

	private static void assertSame(Path file, Path other) throws IOException {
		if (file.endsWith("efficiency.csv")) assertEquals(unmeasured(file), unmeasured(other));
		else assertEquals(-1, Files.mismatch(file, other), file.toString());
	}

	/** The table without its last two columns, seconds and memory, which are never the same twice. */
	private static List<String> unmeasured(Path file) throws IOException {
		return Files.readAllLines(file).stream().map(line -> line.replaceAll("(,[^,]*){2}$", "")).toList();
	}

	private void succeed(String... args) {
		int status = run(args);
		assertEquals(DeviceLine.of(List.of(args)), text(err));
		assertEquals(0, status);
		assertEquals("", text(out));
	}

	/** Two epochs on few patients may call all of them HGG, of which a warning tells; nothing else is told. */
	private void trains(String... args) {
		int status = run(args);
		String device = DeviceLine.of(List.of(args));
		String told = text(err);
		assertTrue(told.startsWith(device), told);
		told.substring(device.length()).lines().forEach(line -> assertTrue(line.startsWith("Warning: The ") && line.contains(
			"every LGG slice") || line.matches("(train|validation): \\d+ patients, \\d+ slices|Epoch \\d+: loss .*"), line));
		assertTrue(told.contains("Epoch 1: loss "), "a job's log shows each epoch: " + told);
		assertEquals(0, status);
		assertEquals("", text(out));
	}

	/** Runs a command that must fail, and gives its one line; the device stands before it where the network ran already. */
	private String fail(String... args) {
		int status = run(args);
		assertEquals("", text(out));
		assertEquals(1, status);
		String device = DeviceLine.of(List.of(args));
		String all = text(err);
		String line = all.startsWith(device) ? all.substring(device.length()) : all;
		assertTrue(line.startsWith("Error: ") && line.indexOf('\n') == line.length() - 1, line);
		return line;
	}

	private int run(String... args) {
		return Launcher.run(List.of(args), stream(out), stream(err), false);
	}

	private String read(String name) throws IOException {
		return Files.readString(temporary.resolve(name));
	}

	private Stream<String> readLines(String name) {
		try {
			return read(name).lines();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static PrintStream stream(ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, true, StandardCharsets.UTF_8);
	}

	/** What was written since the last call. */
	private static String text(ByteArrayOutputStream bytes) {
		String text = bytes.toString(StandardCharsets.UTF_8);
		bytes.reset();
		return text;
	}

	private static String[] with(String[] arguments, String... more) {
		return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
	}
}
