package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.io.Table;
import org.gliomagrading.published.Finding.Verdict;

/** Does a summary print what the tables print that it sums up? */
final class SummaryCheck {

	private static final List<String> COLUMNS = List.of("model", "strategy", "column", "printed", "row", "in_row", "holds",
		"columns_with_it");

	/** Each row of the summary with the row of the tables that it is of. */
	private final Map<PublishedRow, PublishedRow> matched = new LinkedHashMap<>();
	private final List<PublishedRow> unmatched = new ArrayList<>();
	private final Set<String> columns = new LinkedHashSet<>();

	SummaryCheck(List<PublishedRow> rows, List<PublishedRow> summary) {
		for (PublishedRow row : summary) {
			Optional<PublishedRow> match = match(rows, row);
			match.ifPresentOrElse(of -> matched.put(row, of), () -> unmatched.add(row));
			match.ifPresent(of -> columns.addAll(row.values().keySet().stream().filter(of.values()::containsKey).toList()));
		}
	}

	/** The row of the same model and strategy; where that strategy is not known the model's row that shares most numbers. */
	private static Optional<PublishedRow> match(List<PublishedRow> rows, PublishedRow of) {
		Comparator<PublishedRow> same = Comparator.comparing(row -> row.strategy().equals(of.strategy()));
		Comparator<PublishedRow> order = same.thenComparing(row -> of.values().values().stream().filter(value -> row.values()
			.values().stream().anyMatch(value::agrees)).count());
		return rows.stream().filter(row -> row.model().equals(of.model())).reduce((a, b) -> order.compare(b, a) > 0 ? b : a);
	}

	List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		for (PublishedRow row : unmatched)
			findings.add(new Finding("summary_row", row.name(), "", "", Verdict.NO, "summary: there is no row of " + row.model() +
				" in the tables"));
		for (String column : columns)
			findings.add(column(column));
		List<String> all = List.copyOf(columns);
		for (int i = 0; i < all.size(); i++)
			for (int j = i + 1; j < all.size(); j++)
				exchange(all.get(i), all.get(j)).ifPresent(findings::add);
		return findings;
	}

	private Finding column(String column) {
		List<PublishedRow> with = matched.keySet().stream().filter(row -> row.values().containsKey(column)).toList();
		String text = count(with, column, column) + " of " + with.size() + " rows";
		boolean holds = count(with, column, column) == with.size();
		String finding = "summary: column " + column + " agrees with the tables in " + text;
		String other = columns.stream().max(Comparator.comparing(c -> count(with, column, c))).orElseThrow();
		if (!holds && count(with, column, other) > count(with, column, column)) finding += "; it holds their " + other +
			" in " + count(with, column, other);
		return new Finding("summary_column", column, "", text, Verdict.of(holds), finding);
	}

	/** Two columns that each hold what the other should: told by the tables, and by what fits together in a row. */
	private Optional<Finding> exchange(String one, String other) {
		List<PublishedRow> rows = List.copyOf(matched.keySet());
		boolean exchanged = !rows.isEmpty() && count(rows, one, other) == rows.size() && count(rows, other, one) == rows
			.size() && count(rows, one, one) < rows.size();
		if (!exchanged) return Optional.empty();
		long before = rows.stream().filter(row -> !row.matrices().isEmpty()).count();
		long after = rows.stream().filter(row -> !row.exchanged(one, other).matrices().isEmpty()).count();
		String names = one + " and " + other;
		return Optional.of(new Finding("summary_exchange", names, "", "exchanged", Verdict.NO, "summary: columns " + names +
			" are exchanged; as printed the metrics of " + before + " of " + rows.size() + " rows fit together, the other way " +
			"round of " + after));
	}

	/** In how many rows a column of the summary has the number of a column of the tables. */
	private long count(List<PublishedRow> rows, String column, String inTables) {
		return rows.stream().filter(row -> {
			Printed printed = row.values().get(column);
			Printed known = matched.get(row).values().get(inTables);
			return printed != null && known != null && printed.agrees(known);
		}).count();
	}

	/** @return the table {@code published-summary-check.csv} */
	Table table() {
		List<List<Object>> cells = new ArrayList<>();
		matched.forEach((row, of) -> row.values().forEach((column, printed) -> {
			Printed known = of.values().get(column);
			if (known == null) return;
			String same = String.join(" ", of.values().keySet().stream().filter(c -> of.values().get(c).agrees(printed)).toList());
			cells.add(List.of(row.model(), row.strategy(), column, printed.toString(), of.name(), known.toString(), printed
				.agrees(known) ? "yes" : "no", same));
		}));
		return new Table(COLUMNS, cells);
	}
}
