package org.gliomagrading.published;

import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * What a confusion matrix must fulfil: that a sum of its cells is not below a number.
 *
 * @param counts the sum
 * @param least the number
 */
record Bound(Counts counts, long least) {

	/** @return whether a confusion matrix fulfils it */
	boolean holds(ConfusionMatrix m) {
		return counts.tp() * m.tp() + counts.fp() * m.fp() + counts.fn() * m.fn() + counts.tn() * m.tn() >= least;
	}

	/** @return whether it is decided by the HGG alone */
	boolean ofHgg() {
		return counts.fp() == 0 && counts.tn() == 0;
	}
}
