package org.gliomagrading.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import javax.imageio.ImageIO;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.evaluation.CalibrationTables;
import org.gliomagrading.evaluation.CentreTables;
import org.gliomagrading.evaluation.Comparisons;
import org.gliomagrading.evaluation.EfficiencyMetrics;
import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.Metrics;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.fusion.AttentionFusion;
import org.gliomagrading.fusion.FusionStrategy;
import org.gliomagrading.fusion.MajorityVoting;
import org.gliomagrading.fusion.SoftVoting;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.ThresholdSearch;

/** Writes the folder of a study with invented predictions: its tables come from the program's own evaluation. */
final class SampleStudy {

	/** Names that would do harm on a page that does not escape them. */
	static final String HOSTILE = "P<script>alert(1)</script> & \"><img src='http://a.b/c' onerror=alert(2)> ]]> \\{$_%#|`*";

	private static final List<String> MODELS = List.of("ResNet50", "DenseNet121", "ResNet101", "Rad-ResNet50", "mine<b>");
	private static final Bootstrap BOOTSTRAP = new Bootstrap(50, 1);
	private static final int SLICES = 6;

	private final Random random = new Random(5);
	private final List<SlicePrediction> slices = new ArrayList<>();
	private final List<List<Object>> cohort = new ArrayList<>();
	private final String centre;

	private SampleStudy(String centre) {
		this.centre = centre;
	}

	/** A study of 30 patients, one of them and its centre with hostile names. */
	static void write(Path folder, String centre) throws IOException {
		SampleStudy study = new SampleStudy(centre);
		for (int i = 0; i < 30; i++)
			study.add(i == 4 ? HOSTILE : String.format("Case_%02d", i), i % 4 == 0 ? Optional.of(Grade.LGG) : Optional.of(
				Grade.HGG), i < 12 ? "test" : i < 18 ? "validation" : "train");
		study.cohort.add(row("Bad_1", centre, "HGG", "false", "flair is missing: there is no file a/b.nii", ""));
		study.cohort.add(row("Bad_2", centre, "LGG", "false", "motion artefacts", ""));
		study.writeTables(folder);
		study.evaluate(folder);
	}

	/** Patients whose grades are unknown, or all one and the same. */
	static void write(Path folder, Optional<Grade> grade) throws IOException {
		SampleStudy study = new SampleStudy("CBICA");
		for (int i = 0; i < 5; i++)
			study.add("Case_" + i, grade, "");
		study.writeTables(folder);
		if (grade.isPresent()) study.evaluate(folder);
	}

	/** Images as a study keeps them: a grey level for each. */
	static void writeExamples(Path folder, String file) throws IOException {
		Path examples = Files.createDirectories(folder.resolve("examples"));
		List<List<Object>> rows = new ArrayList<>();
		int grey = 0;
		for (String grade : List.of("HGG", "LGG"))
			for (String sequence : List.of("t1ce", "t2", "flair")) {
				String name = file.isEmpty() ? grade + "-" + sequence + ".png" : file;
				BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
				grey += 30;
				for (int i = 0; i < 64; i++)
					image.getRaster().setSample(i % 8, i / 8, 0, grey);
				if (file.isEmpty()) ImageIO.write(image, "png", examples.resolve(name).toFile());
				rows.add(List.of(HOSTILE, "C", grade, "test", 70, sequence, name));
			}
		CsvFile.write(examples.resolve("examples.csv"), new Table(List.of("patient", "centre", "grade", "subset", "slice",
			"sequence", "file"), rows));
	}

	private static List<Object> row(String patient, String centre, String grade, String eligible, String reason,
		String segmentation)
	{
		return List.of(patient, centre, grade, eligible, reason, segmentation, "t1ce.nii", "t2.nii", "flair.nii");
	}

	private void add(String patient, Optional<Grade> grade, String subset) {
		cohort.add(row(patient, centre, grade.map(Grade::name).orElse(""), "true", "", "seg.nii"));
		for (String model : MODELS) {
			double base = random.nextDouble() * 0.5 + (grade.equals(Optional.of(Grade.HGG)) ? 0.4 : 0.15);
			for (int slice = 40; slice < 40 + SLICES; slice++)
				slices.add(new SlicePrediction(model, "1", patient, centre, grade, subset, slice, Math.max(0, Math.min(1, base +
					random.nextGaussian() * 0.1))));
		}
	}

	private void writeTables(Path folder) throws IOException {
		CsvFile.write(folder.resolve("cohort.csv"), new Table(List.of("patient", "centre", "grade", "eligible", "reason",
			"seg", "t1ce", "t2", "flair"), cohort));
		CsvFile.write(folder.resolve("slice-predictions.csv"), SlicePredictions.table(slices));
		CsvFile.write(folder.resolve("patient-predictions.csv"), PatientPredictions.table(patients()));
	}

	private List<PatientPrediction> patients() throws IOException {
		Map<String, FusionStrategy> strategies = new LinkedHashMap<>();
		strategies.put("majority", new MajorityVoting());
		strategies.put("soft", new SoftVoting());
		strategies.put("attention", new AttentionFusion());
		return new Aggregation(strategies, PatientPrediction.DEFAULT_THRESHOLD).patients(slices);
	}

	private void evaluate(Path folder) throws IOException {
		List<PatientPrediction> patients = patients();
		List<Metrics> metrics = Evaluation.patients(patients, Evaluation.ALL_SUBSETS, BOOTSTRAP);
		CsvFile.write(folder.resolve("metrics.csv"), Metrics.table(metrics));
		CsvFile.write(folder.resolve("comparisons.csv"), Comparisons.table(patients, "", ThresholdSearch.YOUDEN, BOOTSTRAP));
		CalibrationTables calibration = CalibrationTables.patients(patients, "", false, BOOTSTRAP);
		CsvFile.write(folder.resolve("calibration.csv"), calibration.calibration());
		CsvFile.write(folder.resolve("reliability.csv"), calibration.reliability());
		CsvFile.write(folder.resolve("decision-curves.csv"), calibration.decisions());
		CentreTables centres = CentreTables.patients(patients, "", Set.of(), BOOTSTRAP).get();
		CsvFile.write(folder.resolve("centres.csv"), centres.centres());
		CsvFile.write(folder.resolve("centre-metrics.csv"), centres.metrics());
		List<Efficiency> costs = new ArrayList<>();
		for (String model : MODELS)
			costs.add(new Efficiency(model, "", "cpu", 1e6 * model.length(), model.length() / 7.0, 100 * model.length()));
		CsvFile.write(folder.resolve("efficiency-metrics.csv"), EfficiencyMetrics.table(metrics, costs));
	}
}
