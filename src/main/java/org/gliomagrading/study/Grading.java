package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.Metrics;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.inference.CohortPredictor;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;

/**
 * Grades a cohort with one model, from the volumes to the tables: {@code cohort.csv} (who was left out, and why),
 * {@code slice-predictions.csv}, {@code patient-predictions.csv}, {@code efficiency.csv} (what it cost), and, where
 * grades are known, {@code metrics.csv}.
 *
 * @param predictor predicts the slices
 * @param aggregation fuses them into patients
 */
public record Grading(CohortPredictor predictor, Aggregation aggregation) {

	private static final String SLICES = "slice-predictions.csv";
	private static final String PATIENTS = "patient-predictions.csv";
	private static final String METRICS = "metrics.csv";

	/**
	 * What came out.
	 *
	 * @param cohort the patients, those excluded that could not be graded, with the reason
	 * @param patients the predictions of the others
	 */
	public record Result(Cohort cohort, List<PatientPrediction> patients) {
	}

	/**
	 * Grades patient by patient and writes the tables at the end. Where nobody could be graded, {@code cohort.csv} alone is
	 * left.
	 *
	 * @param cohort the patients
	 * @param folder where the tables go; made where it is missing
	 * @param progress told before each patient; may stop the work
	 * @return the predictions
	 * @throws IOException if a table cannot be written
	 */
	public Result run(Cohort cohort, Path folder, Progress progress) throws IOException {
		WholeFile.makeFolder(folder);
		CohortPredictor.Result predicted = predictor.predict(cohort, patient -> "", progress);
		List<SlicePrediction> slices = predicted.predictions();
		for (String name : List.of(SLICES, PATIENTS, Efficiency.FILE_NAME, METRICS))
			Files.deleteIfExists(folder.resolve(name)); // an earlier run's would not fit this cohort
		CohortFile.write(predicted.cohort(), folder.resolve(CohortFile.FILE_NAME));
		List<PatientPrediction> patients = aggregation.patients(slices);
		if (patients.isEmpty()) return new Result(predicted.cohort(), patients);
		CsvFile.write(folder.resolve(SLICES), SlicePredictions.table(slices));
		CsvFile.write(folder.resolve(PATIENTS), PatientPredictions.table(patients));
		CsvFile.write(folder.resolve(Efficiency.FILE_NAME), Efficiency.table(List.of(predicted.efficiency())));
		if (patients.stream().anyMatch(patient -> patient.grade().isPresent())) CsvFile.write(folder.resolve(METRICS), Metrics
			.table(metrics(slices, patients)));
		return new Result(predicted.cohort(), patients);
	}

	private static List<Metrics> metrics(List<SlicePrediction> slices, List<PatientPrediction> patients)
		throws IOException
	{
		List<Metrics> metrics = new ArrayList<>(Evaluation.slices(slices, Evaluation.ALL_SUBSETS));
		metrics.addAll(Evaluation.patients(patients, Evaluation.ALL_SUBSETS));
		return metrics;
	}
}
