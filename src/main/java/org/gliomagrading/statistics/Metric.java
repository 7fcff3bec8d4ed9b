package org.gliomagrading.statistics;

/** The metrics of graded cases; HGG is positive. */
public enum Metric {
		/** Share of all cases called rightly. */
		ACCURACY("accuracy", "accuracy"),
		/** Share of HGG among those called HGG. */
		PRECISION("precision", "precision"),
		/** Share of the HGG called HGG: sensitivity. */
		RECALL("recall", "recall"),
		/** Share of the LGG called LGG. */
		SPECIFICITY("specificity", "specificity"),
		/** Harmonic mean of precision and recall. */
		F1("f1", "F1"),
		/** Mean of recall and specificity. */
		BALANCED_ACCURACY("balanced_accuracy", "balanced accuracy"),
		/** Matthews' correlation coefficient, -1 to 1. */
		MCC("mcc", "MCC"),
		/** Area under the ROC curve. */
		AUC("auc", "AUC"),
		/** Area under the curve of precision against recall, as a sum of steps. */
		AVERAGE_PRECISION("average_precision", "average precision"),
		/** Mean squared difference of the probability and the grade; small is good. */
		BRIER("brier", "Brier score");

	private final String column;
	private final String words;

	Metric(String column, String words) {
		this.column = column;
		this.words = words;
	}

	/** @return its column in tables */
	public String column() {
		return column;
	}

	/** @return its name in sentences */
	public String words() {
		return words;
	}
}
