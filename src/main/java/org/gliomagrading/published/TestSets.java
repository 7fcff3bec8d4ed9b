package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.statistics.ConfusionMatrix;

/** Which test sets could have given the rows as printed: of all numbers of HGG and LGG up to a size. */
final class TestSets {

	/** More patients than studies of gliomas have; keeps the search short. */
	static final int MAX_PATIENTS = 1000;

	/** So many matrices of a row are kept: one digit fits most matrices there are. */
	static final int KEPT = 1000;

	private static final List<String> COLUMNS = List.of("n", "rows_of_any_grades", "rows", "hgg", "lgg", "as_good");

	private final int[][] together;
	private final int[] any;
	private final List<Row> rows;

	/**
	 * What could have given a row.
	 *
	 * @param count the number of confusion matrices
	 * @param matrices the first 1,000 of them, by the number of patients
	 */
	record Row(long count, List<ConfusionMatrix> matrices) {

		/** @return the smallest of their test sets */
		Optional<TestSet> smallest() {
			return matrices.stream().findFirst().map(TestSet::of);
		}
	}

	/** A row while it is searched. */
	private static final class Search {

		private final MatrixSearch search;
		private final List<Integer> places;
		private final List<ConfusionMatrix> kept = new ArrayList<>();
		private long count;
		private int lastSize;

		private Search(List<Bound> bounds, List<Integer> places) {
			search = new MatrixSearch(bounds);
			this.places = places;
		}
	}

	/**
	 * @param published the rows
	 * @param largest the most patients, at most 1,000
	 * @param progress told of each size
	 */
	TestSets(List<PublishedRow> published, int largest, Progress progress) {
		together = new int[largest + 1][];
		any = new int[largest + 1];
		List<Search> searches = searches(published);
		for (int n = 1; n <= largest; n++) {
			progress.report(n - 1, largest, "test sets of " + n + " patients");
			together[n] = new int[n + 1];
			for (int hgg = 0; hgg <= n; hgg++)
				for (Search search : searches)
					look(search, new TestSet(hgg, n - hgg));
		}
		Row[] ofRows = new Row[published.size()];
		for (Search search : searches)
			search.places.forEach(place -> ofRows[place] = new Row(search.count, List.copyOf(search.kept)));
		rows = List.of(ofRows);
	}

	/** Many rows print the same: those are searched once. */
	private static List<Search> searches(List<PublishedRow> published) {
		Map<List<Bound>, List<Integer>> alike = new LinkedHashMap<>();
		for (int i = 0; i < published.size(); i++)
			alike.computeIfAbsent(published.get(i).bounds(), bounds -> new ArrayList<>()).add(i);
		return alike.entrySet().stream().map(rows -> new Search(rows.getKey(), rows.getValue())).toList();
	}

	private void look(Search search, TestSet set) {
		long count = search.search.count(set.hgg(), set.lgg());
		if (count == 0) return;
		search.count += count;
		search.kept.addAll(search.search.matrices(set.hgg(), set.lgg(), KEPT - search.kept.size()));
		together[set.n()][set.hgg()] += search.places.size();
		if (search.lastSize != set.n()) any[set.n()] += search.places.size();
		search.lastSize = set.n();
	}

	/** @return what could have given each row */
	List<Row> rows() {
		return rows;
	}

	/** @return the most patients that were looked at */
	int largest() {
		return any.length - 1;
	}

	/** @return the number of rows that fit this test set */
	int rows(TestSet set) {
		return together[set.n()][set.hgg()];
	}

	/** @return the number of rows that fit; where no grades are asked for, each with numbers of HGG and LGG of its own */
	int rows(AskedTestSet asked) {
		return asked.grades().map(this::rows).orElse(any[asked.n()]);
	}

	/** @return the smallest of the test sets that fit most rows; empty if none fits any */
	Optional<TestSet> best() {
		return most(all()).filter(set -> rows(set) > 0);
	}

	/** @return the most rows that fit one test set other than this and its multiples */
	int mostApartFrom(TestSet set) {
		return most(all().filter(other -> !other.isMultipleOf(set))).map(this::rows).orElse(0);
	}

	/** @return the most rows that fit a size other than the multiples of this, each with grades of its own */
	int mostOfSizesApartFrom(int size) {
		return sizesApartFrom(size).map(n -> any[n]).max().orElse(0);
	}

	/** @return the sizes that so many rows fit */
	List<Integer> bestSizesApartFrom(int size) {
		int most = mostOfSizesApartFrom(size);
		return sizesApartFrom(size).filter(n -> any[n] == most).boxed().toList();
	}

	private IntStream sizesApartFrom(int size) {
		return IntStream.range(1, any.length).filter(n -> n % size != 0);
	}

	/** @return the table {@code published-test-sets.csv} */
	Table table() {
		List<List<Object>> cells = new ArrayList<>();
		for (int n = 1; n < any.length; n++) {
			TestSet best = most(ofSize(n)).orElseThrow();
			int asGood = (int) Arrays.stream(together[n]).filter(number -> number == rows(best)).count();
			cells.add(rows(best) == 0 ? List.of(n, 0, 0, "", "", "") : List.of(n, any[n], rows(best), best.hgg(), best.lgg(),
				asGood));
		}
		return new Table(COLUMNS, cells);
	}

	private Stream<TestSet> all() {
		return IntStream.range(1, any.length).boxed().flatMap(TestSets::ofSize);
	}

	private static Stream<TestSet> ofSize(int n) {
		return IntStream.rangeClosed(0, n).mapToObj(hgg -> new TestSet(hgg, n - hgg));
	}

	private Optional<TestSet> most(Stream<TestSet> sets) {
		return sets.reduce((a, b) -> rows(b) > rows(a) ? b : a);
	}
}
