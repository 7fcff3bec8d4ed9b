package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gliomagrading.io.Table;
import org.gliomagrading.published.Finding.Verdict;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.statistics.Metric;

/** What each row's metrics, taken together, say of the test set. */
final class RowChecks {

	private final Map<PublishedRow, MatrixCone> rows = new LinkedHashMap<>();
	private final TestSets sets;
	private final Optional<TestSet> reference;

	/**
	 * @param rows the rows
	 * @param sets what could have given them
	 * @param reference the test set that they are compared with
	 */
	RowChecks(List<PublishedRow> rows, TestSets sets, Optional<TestSet> reference) {
		rows.forEach(row -> this.rows.put(row, row.matrices()));
		this.sets = sets;
		this.reference = reference;
	}

	/** Do a row's metrics fit together, for patients by the share, and for some number of whole patients? */
	List<Finding> fitting() {
		List<PublishedRow> all = List.copyOf(rows.keySet());
		List<PublishedRow> apart = all.stream().filter(row -> rows.get(row).isEmpty()).toList();
		List<PublishedRow> without = IntStream.range(0, all.size()).filter(i -> sets.rows().get(i).count() == 0).mapToObj(
			all::get).toList();
		return List.of(finding("fit", "the metrics of", "fit together, whatever the test set", apart), finding("matrix", "",
			"have a confusion matrix in some test set of up to " + sets.largest() + " patients", without));
	}

	private Finding finding(String check, String before, String after, List<PublishedRow> not) {
		String found = rows.size() - not.size() + " of " + rows.size() + " rows";
		String text = (before + " " + found + " " + after).strip() + (not.isEmpty() ? "" : "; not " + PublishedCheck.names(
			not));
		return new Finding(check, rows.size() + " rows", "", found, Verdict.of(not.isEmpty()), text);
	}

	/** How many rows allow the grades that the patients are said to have. */
	Finding proportion(TestSet cohort) {
		double share = (double) cohort.hgg() / cohort.n();
		long fitting = rows.values().stream().filter(matrices -> share(matrices).contains(share)).count();
		String found = fitting + " of " + rows.size() + " rows";
		return new Finding("hgg_share", cohort.toString(), Printed.words(share), found, Verdict.of(fitting == rows.size()),
			found + " allow a test set with the stated share of HGG, " + Printed.words(share) + ", whatever its size");
	}

	private static Range share(MatrixCone matrices) {
		return matrices.range(Counts.HGG, Counts.ALL);
	}

	/** How the rows stand to the rule that calls everyone HGG. */
	Finding everyone(TestSet set) {
		double f1 = set.everyoneHgg().f1();
		long below = f1(Place.BELOW);
		long above = f1(Place.ABOVE);
		List<PublishedRow> same = rows.keySet().stream().filter(row -> row.prints(set.everyoneHgg())).toList();
		String counts = below + " below, " + above + " above";
		String text = "calling everyone HGG has F1 " + Printed.words(f1) + " on " + set + "; below it are " + below + " of " +
			rows.size() + " rows, above it " + above;
		if (!same.isEmpty()) text += ", and with just its metrics " + PublishedCheck.names(same);
		return new Finding("everyone_hgg", set.toString(), "", counts, Verdict.NONE, text);
	}

	private enum Place {
			BELOW, EQUAL, ABOVE
	}

	private long f1(Place wanted) {
		return rows.keySet().stream().map(this::place).filter(place -> place.equals(Optional.of(wanted))).count();
	}

	private Optional<Place> place(PublishedRow row) {
		Optional<Printed> printed = Optional.ofNullable(row.values().get(Metric.F1.column()));
		return printed.flatMap(value -> reference.map(set -> {
			double f1 = set.everyoneHgg().f1();
			if (value.covers(f1, 0)) return Place.EQUAL;
			return value.value().doubleValue() < f1 ? Place.BELOW : Place.ABOVE;
		}));
	}

	/** @return the table {@code published-rows.csv} */
	Table table() {
		List<String> metrics = Stream.of(CountRatio.values()).map(CountRatio::column).toList();
		List<String> columns = new ArrayList<>(List.of("table", "model", "strategy"));
		columns.addAll(metrics);
		columns.addAll(List.of("fits_together", "hgg_share_lo", "hgg_share_hi", "matrices", "smallest_hgg", "smallest_lgg",
			"hgg", "lgg", "tp", "fp", "fn", "tn", "f1_beside_everyone_hgg"));
		List<List<Object>> cells = new ArrayList<>();
		for (PublishedRow row : rows.keySet()) {
			List<Object> line = new ArrayList<>(List.of(row.table(), row.model(), row.strategy()));
			metrics.forEach(metric -> line.add(row.values().containsKey(metric) ? row.values().get(metric).toString() : ""));
			Range share = share(rows.get(row));
			line.addAll(List.of(rows.get(row).isEmpty() ? "no" : "yes", share.low(), share.high()));
			TestSets.Row found = sets.rows().get(cells.size());
			line.addAll(List.of(String.valueOf(found.count()), found.smallest().map(set -> (Object) set.hgg()).orElse(""), found
				.smallest().map(set -> (Object) set.lgg()).orElse("")));
			line.addAll(inReference(row));
			line.add(place(row).map(place -> place.name().toLowerCase(Locale.ROOT)).orElse(""));
			cells.add(line);
		}
		return new Table(columns, cells);
	}

	/** The test set compared with, and the row's first matrix in it. */
	private List<Object> inReference(PublishedRow row) {
		if (reference.isEmpty()) return List.of("", "", "", "", "", "");
		TestSet set = reference.get();
		List<ConfusionMatrix> first = new MatrixSearch(row.bounds()).matrices(set.hgg(), set.lgg(), 1);
		if (first.isEmpty()) return List.of(set.hgg(), set.lgg(), "", "", "", "");
		ConfusionMatrix m = first.get(0);
		return List.of(set.hgg(), set.lgg(), m.tp(), m.fp(), m.fn(), m.tn());
	}
}
