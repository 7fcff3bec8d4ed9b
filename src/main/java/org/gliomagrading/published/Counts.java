package org.gliomagrading.published;

/**
 * A weighted sum of the four cells of a confusion matrix; HGG is positive.
 *
 * @param tp the weight of the true positives
 * @param fp the weight of the false positives
 * @param fn the weight of the false negatives
 * @param tn the weight of the true negatives
 */
record Counts(long tp, long fp, long fn, long tn) {

	/** All cases. */
	static final Counts ALL = new Counts(1, 1, 1, 1);

	/** The HGG. */
	static final Counts HGG = new Counts(1, 0, 1, 0);

	/** The HGG that were called HGG. */
	static final Counts TRUE_POSITIVES = new Counts(1, 0, 0, 0);

	/** The LGG that were called HGG. */
	static final Counts FALSE_POSITIVES = new Counts(0, 1, 0, 0);

	/** @return factor times this, less otherFactor times the other */
	Counts minus(long factor, Counts other, long otherFactor) {
		return new Counts(factor * tp - otherFactor * other.tp, factor * fp - otherFactor * other.fp, factor * fn -
			otherFactor * other.fn, factor * tn - otherFactor * other.tn);
	}

	/** @return the weights */
	long[] weights() {
		return new long[] { tp, fp, fn, tn };
	}
}
