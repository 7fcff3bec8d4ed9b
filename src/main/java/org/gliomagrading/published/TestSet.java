package org.gliomagrading.published;

import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * The patients that a model was tested on.
 *
 * @param hgg the number of HGG patients
 * @param lgg the number of LGG patients
 */
record TestSet(int hgg, int lgg) {

	static TestSet of(ConfusionMatrix matrix) {
		return new TestSet(matrix.tp() + matrix.fn(), matrix.fp() + matrix.tn());
	}

	/** @return the number of patients */
	int n() {
		return hgg + lgg;
	}

	/** @return whether this has as many times the HGG as the LGG of the other */
	boolean isMultipleOf(TestSet other) {
		return n() % other.n() == 0 && hgg == other.hgg * (n() / other.n());
	}

	/** @return what the rule that calls everyone HGG gives */
	ConfusionMatrix everyoneHgg() {
		return new ConfusionMatrix(hgg, lgg, 0, 0);
	}

	@Override
	public String toString() {
		return hgg + " HGG + " + lgg + " LGG";
	}
}
