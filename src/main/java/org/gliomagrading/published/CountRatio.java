package org.gliomagrading.published;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.statistics.Metric;

/** The metrics that are one sum of a confusion matrix's cells divided by another. */
enum CountRatio {
		ACCURACY(Metric.ACCURACY, new Counts(1, 0, 0, 1), Counts.ALL),
		PRECISION(Metric.PRECISION, new Counts(1, 0, 0, 0), new Counts(1, 1, 0, 0)),
		RECALL(Metric.RECALL, new Counts(1, 0, 0, 0), Counts.HGG),
		SPECIFICITY(Metric.SPECIFICITY, new Counts(0, 0, 0, 1), new Counts(0, 1, 0, 1)),
		F1(Metric.F1, new Counts(2, 0, 0, 0), new Counts(2, 1, 1, 0));

	private final Metric metric;
	private final Counts part;
	private final Counts whole;

	CountRatio(Metric metric, Counts part, Counts whole) {
		this.metric = metric;
		this.part = part;
		this.whole = whole;
	}

	/**
	 * @param columns names of columns
	 * @return the metrics among them
	 */
	static List<CountRatio> among(Collection<String> columns) {
		return Stream.of(values()).filter(ratio -> columns.contains(ratio.column())).toList();
	}

	/** @return the columns of all of them, for messages */
	static String names() {
		return Stream.of(values()).map(CountRatio::column).collect(Collectors.joining(", "));
	}

	/** @return its column in tables */
	String column() {
		return metric.column();
	}

	/**
	 * @param printed this metric as printed
	 * @return what a confusion matrix must fulfil to have it: that it is defined, not below and not above
	 */
	List<Bound> bounds(Printed printed) {
		long unit = printed.denominator();
		return List.of(new Bound(whole, 1), new Bound(part.minus(unit, whole, printed.numerator() - 1), 0), new Bound(whole
			.minus(printed.numerator() + 1, part, unit), 0));
	}
}
