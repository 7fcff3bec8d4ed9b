package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.gliomagrading.published.Finding.Verdict;
import org.gliomagrading.published.Statement.Quantity;
import org.gliomagrading.statistics.FriedmanTest;

/** Do stated means, maxima and tests follow from the rows as printed? */
final class StatedMetrics {

	/** Of so many tables all combinations are tried, to say of which rows a stated mean is the mean. */
	private static final int MAX_TABLES = 8;

	private final List<PublishedRow> rows;
	private final List<Statement> statements;

	StatedMetrics(List<PublishedRow> rows, List<Statement> statements) {
		this.rows = rows;
		this.statements = statements;
	}

	List<Finding> findings() {
		return statements.stream().filter(s -> !s.quantity().ofPatients()).map(s -> switch (s.quantity()) {
			case MEAN -> mean(s);
			case MAXIMUM -> maximum(s);
			default -> friedman(s);
		}).toList();
	}

	private Finding mean(Statement statement) {
		List<PublishedRow> about = rows.stream().filter(statement::isAbout).toList();
		double mean = mean(about, statement.metric());
		double slack = about.stream().mapToDouble(row -> row.values().get(statement.metric()).half()).average().orElse(0);
		boolean holds = statement.value().covers(mean, slack);
		String text = "mean " + statement.subject() + ": stated " + statement.value() + "; that of the " + about
			.size() + " printed rows is " + Printed.words(mean);
		List<String> others = holds ? List.of() : groupsWithMean(statement);
		if (!others.isEmpty()) text += ", and " + statement.value() + " that of " + String.join(", or of ", others);
		return finding(statement, Printed.words(mean), holds, text);
	}

	private static double mean(List<PublishedRow> rows, String metric) {
		return rows.stream().mapToDouble(row -> row.values().get(metric).value().doubleValue()).average().orElse(Double.NaN);
	}

	/** Those rows of one strategy, or of all, in some of the tables whose mean would be printed as stated. */
	private List<String> groupsWithMean(Statement statement) {
		List<String> tables = rows.stream().map(PublishedRow::table).distinct().toList();
		if (tables.size() > MAX_TABLES) return List.of();
		List<String> strategies = Stream.concat(rows.stream().map(PublishedRow::strategy).distinct(), Stream.of("")).distinct()
			.toList();
		List<String> groups = new ArrayList<>();
		for (String strategy : strategies)
			for (int chosen = 1; chosen < 1 << tables.size(); chosen++) {
				int bits = chosen;
				List<String> among = IntStream.range(0, tables.size()).filter(i -> (bits >> i & 1) == 1).mapToObj(tables::get)
					.toList();
				List<PublishedRow> group = rows.stream().filter(row -> row.values().containsKey(statement.metric()) && among
					.contains(row.table()) && (strategy.isEmpty() || strategy.equals(row.strategy()))).toList();
				if (group.isEmpty() || !statement.value().covers(mean(group, statement.metric()), 0)) continue;
				groups.add("the " + group.size() + " rows of " + (strategy.isEmpty() ? "all strategies" : strategy) +
					(among.size() == tables.size() ? "" : " in " + (among.size() == 1 ? "table " : "tables ") + String.join(", ",
						among)));
			}
		return groups;
	}

	private Finding maximum(Statement statement) {
		Printed largest = rows.stream().filter(statement::isAbout).map(row -> row.values().get(statement.metric())).reduce((a,
			b) -> b.value().compareTo(a.value()) > 0 ? b : a).orElseThrow();
		Predicate<PublishedRow> has = row -> row.values().get(statement.metric()).value().compareTo(largest.value()) == 0;
		List<String> names = rows.stream().filter(statement::isAbout).filter(has).map(PublishedRow::name).toList();
		return finding(statement, largest.toString(), statement.value().agrees(largest), "highest " + statement.subject() +
			": stated " + statement.value() + "; printed are up to " + largest + " (" + String.join(", ", names) + ")");
	}

	private Finding friedman(Statement statement) {
		double[][] values = blocks(statement.metric());
		String name = statement.quantity() == Quantity.FRIEDMAN ? "Friedman's statistic" : "p of Friedman's test";
		if (values.length < 2 || values[0].length < 2) return new Finding(statement.quantity().word(), statement.subject(),
			statement.value().toString(), "", Verdict.NONE, name + ": needs two models that have the same two strategies");
		FriedmanTest test = FriedmanTest.of(values);
		boolean ofP = statement.quantity() == Quantity.FRIEDMAN_P;
		double plain = ofP ? test.plain().p() : test.plain().statistic();
		double corrected = ofP ? test.corrected().p() : test.corrected().statistic();
		boolean holds = statement.value().covers(plain, 0) || statement.value().covers(corrected, 0);
		String found = Printed.words(plain) + (Double.isNaN(corrected) ? "" : "; " + Printed.words(corrected) +
			" corrected for ties");
		String text = name + " for " + statement.subject() + ": stated " + statement.value() + "; from the printed rows of " +
			values.length + " models " + found + (ofP ? ofStated(statement, values[0].length) : "");
		return finding(statement, found, holds, text);
	}

	/** Whether a stated p is at least that of the stated statistic. */
	private String ofStated(Statement p, int strategies) {
		return statements.stream().filter(s -> s.quantity() == Quantity.FRIEDMAN && s.subject().equals(p.subject())).map(s -> {
			ChiSquaredDistribution distribution = ChiSquaredDistribution.of(strategies - 1.0);
			double statistic = s.value().value().doubleValue();
			double slack = distribution.density(Math.max(0, statistic - s.value().half())) * s.value().half();
			boolean follows = p.value().covers(distribution.survivalProbability(statistic), slack);
			return (follows ? "; it is" : "; nor is it") + " that of the stated statistic " + s.value();
		}).findFirst().orElse("");
	}

	/** The metric of each model that has it for all strategies. */
	private double[][] blocks(String metric) {
		List<String> strategies = rows.stream().map(PublishedRow::strategy).distinct().toList();
		Map<String, Map<String, Double>> byModel = new LinkedHashMap<>();
		for (PublishedRow row : rows)
			if (row.values().containsKey(metric)) byModel.computeIfAbsent(row.model(), model -> new LinkedHashMap<>()).put(row
				.strategy(), row.values().get(metric).value().doubleValue());
		return byModel.values().stream().filter(block -> block.size() == strategies.size()).map(block -> strategies.stream()
			.mapToDouble(block::get).toArray()).toArray(double[][]::new);
	}

	private static Finding finding(Statement statement, String found, boolean holds, String text) {
		return new Finding(statement.quantity().word(), statement.subject(), statement.value().toString(), found, Verdict.of(
			holds), text);
	}
}
