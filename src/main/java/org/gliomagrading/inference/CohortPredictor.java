package org.gliomagrading.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.RepeatedProgress;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.SliceSelector;

/** Predicts the slices of a cohort, patient by patient. */
public final class CohortPredictor {

	/**
	 * What came out.
	 *
	 * @param cohort the patients, those excluded that could not be predicted, with the reason
	 * @param predictions the predictions of the others' slices
	 * @param efficiency what they cost: for a patient, all from opening the volumes to the predictions
	 */
	public record Result(Cohort cohort, List<SlicePrediction> predictions, Efficiency efficiency) {
	}

	private final PatientOpener opener;
	private final SliceSelector selector;
	private final SlicePredictor predictor;

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param predictor runs the model
	 */
	public CohortPredictor(PatientOpener opener, SliceSelector selector, SlicePredictor predictor) {
		this.opener = opener;
		this.selector = selector;
		this.predictor = predictor;
	}

	/**
	 * @param cohort the patients
	 * @param subset gives a patient's subset by its name; empty words without a split
	 * @param progress told before each patient
	 * @return the predictions
	 */
	public Result predict(Cohort cohort, Function<String, String> subset, Progress progress) {
		List<SlicePrediction> predictions = new ArrayList<>();
		CostMeter cost = new CostMeter();
		RepeatedProgress asked = new RepeatedProgress(progress);
		Cohort passed = new CohortPass(opener, selector.needsSegmentation()).run(cohort, volumes -> {
			predictions.addAll(predictor.predict(volumes, selector.select(volumes), subset.apply(volumes.patient().id()), asked));
			cost.end();
		}, (done, total, what) -> {
			asked.report(done, total, what);
			cost.begin();
		});
		return new Result(passed, List.copyOf(predictions), predictor.efficiency(cost));
	}
}
