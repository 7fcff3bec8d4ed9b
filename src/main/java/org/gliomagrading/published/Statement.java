package org.gliomagrading.published;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;

/**
 * A number that a text states.
 *
 * @param quantity what it is the value of
 * @param metric the column of metrics that it is computed from; empty for numbers of patients
 * @param strategy the fusion strategy that it is about; empty for all
 * @param value the number
 */
public record Statement(Quantity quantity, String metric, String strategy, Printed value) {

	/** What can be stated. */
	enum Quantity {
			/** The mean of a metric over the rows. */
			MEAN,
			/** The largest value of a metric. */
			MAXIMUM,
			/** The statistic of Friedman's test of the strategies over the models. */
			FRIEDMAN,
			/** Its p value. */
			FRIEDMAN_P,
			/** The number of patients in all. */
			PATIENTS,
			/** The number of those that are HGG. */
			HGG,
			/** The number of those that are LGG. */
			LGG,
			/** The number of those that models were trained on. */
			TRAIN,
			/** The number of those that training was stopped by. */
			VALIDATION,
			/** The number of those that models were tested on. */
			TEST;

		boolean ofPatients() {
			return compareTo(PATIENTS) >= 0;
		}

		boolean ofFriedman() {
			return this == FRIEDMAN || this == FRIEDMAN_P;
		}

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/**
	 * Reads a table. The columns {@code quantity} and {@code value} are needed.
	 *
	 * @param source the table
	 * @param rows the metrics that are stated about
	 * @return its rows
	 * @throws InputException if a quantity is unknown or stated twice, a value is no number, or a metric or strategy, or the
	 *           two together, do not stand in the metrics
	 */
	public static List<Statement> read(TableSource source, List<PublishedRow> rows) throws InputException {
		Set<List<Object>> seen = new HashSet<>();
		return source.read(List.of("quantity", "value"), row -> {
			Statement statement = read(row, rows);
			if (!seen.add(List.of(statement.quantity, statement.metric, statement.strategy))) throw row.error("quantity",
				"states '" + statement.quantity.word() + "' a second time; keep one row");
			return statement;
		});
	}

	private static Statement read(TableRow row, List<PublishedRow> rows) throws InputException {
		String word = row.required("quantity");
		Quantity quantity = Stream.of(Quantity.values()).filter(q -> q.word().equals(word)).findFirst().orElse(null);
		if (quantity == null) throw row.error("quantity", "is '" + word + "'; known are: " + Stream.of(Quantity.values()).map(
			Quantity::word).collect(Collectors.joining(", ")));
		String text = row.required("value");
		Printed value = Printed.of(text).orElse(null);
		if (value == null || quantity.ofPatients() && value.value().scale() > 0) throw row.error("value", "is '" + text +
			"'; write " + (quantity.ofPatients() ? "a number of patients" : "a number with all its digits, such as 0.870"));
		if (quantity.ofPatients()) return new Statement(quantity, "", "", value);
		String metric = row.required("metric");
		if (rows.stream().noneMatch(r -> r.values().containsKey(metric))) throw row.error("metric", "is '" + metric +
			"', which is no column of numbers in the table of metrics; correct it");
		if (quantity.ofFriedman() && !row.text("strategy").isEmpty()) throw row.error("strategy", "is '" + row.text(
			"strategy") + "', but Friedman's test compares all strategies; leave it empty");
		String strategy = row.text("strategy");
		if (!strategy.isEmpty() && rows.stream().noneMatch(r -> r.strategy().equals(strategy))) throw row.error("strategy",
			"is '" + strategy + "', which is none in the table of metrics; correct it");
		Statement statement = new Statement(quantity, metric, strategy, value);
		if (rows.stream().noneMatch(statement::isAbout)) throw row.error("strategy", "is '" + strategy +
			"', of which no row in the table of metrics has a number in column '" + metric + "'; correct it");
		return statement;
	}

	/** @return what it is about, in words */
	String subject() {
		return strategy.isEmpty() ? metric : metric + " of " + strategy;
	}

	/** @return whether a row belongs to what it is about */
	boolean isAbout(PublishedRow row) {
		return row.values().containsKey(metric) && (strategy.isEmpty() || strategy.equals(row.strategy()));
	}
}
