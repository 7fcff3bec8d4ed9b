package org.gliomagrading.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.fusion.SoftVoting;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.statistics.RocCurve;

/**
 * What a network says of validation slices, or of their patients.
 *
 * @param loss mean binary cross-entropy of the slices
 * @param cases the slices or patients
 */
public record Validation(double loss, List<Case> cases) {

	/**
	 * A slice or a patient.
	 *
	 * @param patient the patient's number
	 * @param high whether it is HGG
	 * @param pHgg P(HGG), 0 to 1
	 */
	public record Case(int patient, boolean high, double pHgg) {
	}

	/** Copies the list. */
	public Validation {
		cases = List.copyOf(cases);
	}

	/** @return the patients, each the mean of its slices (soft voting) */
	public Validation patients() {
		Map<Integer, List<Case>> patients = new LinkedHashMap<>();
		cases.forEach(each -> patients.computeIfAbsent(each.patient, number -> new ArrayList<>()).add(each));
		SoftVoting fusion = new SoftVoting();
		return new Validation(loss, patients.values().stream().map(slices -> new Case(slices.get(0).patient, slices.get(0).high,
			fusion.fuse(slices.stream().mapToDouble(Case::pHgg).toArray()))).toList());
	}

	/** @return F1 of the cases, called at 0.5; 0 where it is undefined: nothing is HGG or called so, nothing was learned */
	public double f1() {
		double f1 = calls().f1();
		return Double.isNaN(f1) ? 0 : f1;
	}

	/** @return how the cases are called at 0.5 */
	ConfusionMatrix calls() {
		int[] counts = new int[4];
		for (Case each : cases) {
			boolean called = Grade.called(each.pHgg, SlicePrediction.THRESHOLD) == Grade.HGG;
			counts[each.high ? called ? 0 : 2 : called ? 1 : 3]++;
		}
		return new ConfusionMatrix(counts[0], counts[1], counts[2], counts[3]);
	}

	/** @return area under the ROC curve, 0 to 1; 0.5, a guess, where a grade has no case */
	public double auc() {
		double auc = RocCurve.auc(scores(true), scores(false));
		return Double.isNaN(auc) ? 0.5 : auc;
	}

	private double[] scores(boolean high) {
		return cases.stream().filter(each -> each.high == high).mapToDouble(Case::pHgg).toArray();
	}

	/** @return what the network says, from its logits */
	static Validation of(double loss, SliceStore slices, float[] logits) {
		return new Validation(loss, IntStream.range(0, logits.length).mapToObj(i -> new Case(slices.patient(i), slices.isHigh(i),
			1 / (1 + Math.exp(-logits[i])))).toList());
	}
}
