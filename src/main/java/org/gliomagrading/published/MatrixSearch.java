package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.statistics.ConfusionMatrix;

/** Finds the confusion matrices of whole patients that print given metrics, in whole numbers, without rounding. */
final class MatrixSearch {

	private final List<Bound> ofHgg;
	private final List<Bound> others;

	/**
	 * @param bounds what the matrices must fulfil
	 */
	MatrixSearch(List<Bound> bounds) {
		ofHgg = bounds.stream().filter(Bound::ofHgg).toList();
		others = bounds.stream().filter(bound -> !bound.ofHgg()).toList();
	}

	/**
	 * @param hgg the number of HGG patients
	 * @param lgg the number of LGG patients
	 * @return the number of matrices
	 */
	long count(int hgg, int lgg) {
		long count = 0;
		Span calls = calls(hgg);
		for (long tp = calls.first; tp <= calls.last; tp++)
			count += falsePositives(hgg, lgg, tp).size();
		return count;
	}

	/**
	 * @param hgg the number of HGG patients
	 * @param lgg the number of LGG patients
	 * @param most the most matrices that are wanted
	 * @return the first matrices, by true, then by false positives
	 */
	List<ConfusionMatrix> matrices(int hgg, int lgg, int most) {
		List<ConfusionMatrix> found = new ArrayList<>();
		Span calls = calls(hgg);
		for (long tp = calls.first; tp <= calls.last; tp++) {
			Span span = falsePositives(hgg, lgg, tp);
			for (long fp = span.first; fp <= span.last && found.size() < most; fp++)
				found.add(new ConfusionMatrix((int) tp, (int) fp, (int) (hgg - tp), (int) (lgg - fp)));
		}
		return found;
	}

	/** @return the first 1,000 matrices of a test set */
	List<ConfusionMatrix> matrices(AskedTestSet set) {
		if (set.grades().isPresent()) return matrices(set.grades().get().hgg(), set.grades().get().lgg(), TestSets.KEPT);
		List<ConfusionMatrix> found = new ArrayList<>();
		for (int hgg = 0; hgg <= set.n(); hgg++)
			found.addAll(matrices(hgg, set.n() - hgg, TestSets.KEPT - found.size()));
		return found;
	}

	/** The true positives that the metrics of the HGG alone allow. */
	private Span calls(int hgg) {
		Span span = new Span(0, hgg);
		for (Bound bound : ofHgg)
			span = span.where(bound.counts().tp() - bound.counts().fn(), bound.counts().fn() * hgg - bound.least());
		return span;
	}

	private Span falsePositives(int hgg, int lgg, long tp) {
		Span span = new Span(0, lgg);
		for (Bound bound : others) {
			Counts counts = bound.counts();
			long rest = counts.tp() * tp + counts.fn() * (hgg - tp) + counts.tn() * lgg - bound.least();
			span = span.where(counts.fp() - counts.tn(), rest);
		}
		return span;
	}

	/** Whole numbers from first to last; none where last is below first. */
	private record Span(long first, long last) {

		long size() {
			return Math.max(0, last - first + 1);
		}

		/** @return those x with factor x + rest not below 0 */
		Span where(long factor, long rest) {
			if (factor > 0) return new Span(Math.max(first, -Math.floorDiv(rest, factor)), last);
			if (factor < 0) return new Span(first, Math.min(last, Math.floorDiv(rest, -factor)));
			return rest >= 0 ? this : new Span(0, -1);
		}
	}
}
