package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * A row of published metrics.
 *
 * @param table the table it is printed in; empty if unknown
 * @param model the model
 * @param strategy the fusion strategy; empty without one
 * @param values what is printed, by column; of any column with a number
 */
public record PublishedRow(String table, String model, String strategy, Map<String, Printed> values) {

	/** More rows than any paper has; keeps the search short. */
	static final int MAX_ROWS = 1000;

	private static final Set<String> WORDS = Set.of("table", "model", "strategy");

	/** Copies the values, keeping their order. */
	public PublishedRow {
		values = new LinkedHashMap<>(values);
	}

	/**
	 * Reads a table. The column {@code model} is needed, and at least one of accuracy, precision, recall, specificity, f1.
	 *
	 * @param source the table
	 * @return its rows
	 * @throws InputException if a metric is no number from 0 to 1, a model stands there twice with one strategy, a row has
	 *           no metric, or there are no rows or more than 1,000
	 */
	public static List<PublishedRow> read(TableSource source) throws InputException {
		List<String> columns = source.columns();
		List<CountRatio> ratios = CountRatio.among(columns);
		if (ratios.isEmpty()) throw new InputException(source.name() + ": has no column of a metric; needed is one or more of: " +
			CountRatio.names());
		Set<List<String>> seen = new HashSet<>();
		List<PublishedRow> rows = source.read(List.of("model"), row -> {
			if (seen.size() == MAX_ROWS) throw row.error("there are more than " + MAX_ROWS + " rows; split the table");
			PublishedRow published = new PublishedRow(row.text("table"), row.required("model"), row.text("strategy"), values(row,
				columns));
			if (!seen.add(published.key())) throw row.error("model", "names '" + published.model +
				"' a second time with the same strategy; keep one row");
			if (published.bounds().isEmpty()) throw row.error("there is no metric; fill in one of: " + CountRatio.names());
			return published;
		});
		if (rows.isEmpty()) throw new InputException(source.name() + ": has no rows; give the published metrics");
		return rows;
	}

	private static Map<String, Printed> values(TableRow row, List<String> columns) throws InputException {
		Map<String, Printed> values = new LinkedHashMap<>();
		for (String column : columns) {
			if (column.isEmpty() || WORDS.contains(column)) continue;
			String text = row.text(column);
			Optional<Printed> printed = Printed.of(text);
			boolean ratio = !text.isEmpty() && !CountRatio.among(List.of(column)).isEmpty();
			if (ratio && (printed.isEmpty() || printed.get().value().doubleValue() > 1)) throw row.error(column, "is '" + text +
				"'; write a number from 0 to 1 with all its digits, such as 0.870");
			printed.ifPresent(value -> values.put(column, value));
		}
		return values;
	}

	/** @return model and strategy */
	List<String> key() {
		return List.of(model, strategy);
	}

	/** @return the row's name in sentences */
	String name() {
		return strategy.isEmpty() ? model : model + " " + strategy;
	}

	/** @return what a confusion matrix must fulfil to print the row's metrics */
	List<Bound> bounds() {
		List<Bound> bounds = new ArrayList<>();
		for (CountRatio ratio : CountRatio.values())
			if (values.containsKey(ratio.column())) bounds.addAll(ratio.bounds(values.get(ratio.column())));
		return bounds;
	}

	/** @return whether this confusion matrix prints the row's metrics */
	boolean prints(ConfusionMatrix matrix) {
		return bounds().stream().allMatch(bound -> bound.holds(matrix));
	}

	/** @return the confusion matrices of any size that print the row's metrics */
	MatrixCone matrices() {
		return new MatrixCone(bounds());
	}

	/** @return the same with the values of two columns exchanged */
	PublishedRow exchanged(String one, String other) {
		Map<String, Printed> exchanged = new LinkedHashMap<>(values);
		Printed first = values.get(one);
		Printed second = values.get(other);
		if (first == null || second == null) return this;
		exchanged.put(one, second);
		exchanged.put(other, first);
		return new PublishedRow(table, model, strategy, exchanged);
	}
}
