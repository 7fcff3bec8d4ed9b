package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.gliomagrading.io.Decimals;
import org.gliomagrading.io.Table;

/**
 * A split, and the numbers that it was to have. Where centres are kept together it can only come near to them.
 *
 * @param split the split
 * @param wanted of each subset and grade the number of patients wanted, a fraction where folds do not come out even
 */
public record PlannedSplit(Split split, Map<Subset, Map<Grade, Double>> wanted) {

	private static final List<String> COLUMNS = List.of("split", "subset", "hgg", "lgg", "wanted_hgg", "wanted_lgg",
		"centres", "without_centre");

	/**
	 * @return a line that says what is missing for each subset that has patients of one grade alone
	 */
	public List<String> lacking() {
		List<String> lines = new ArrayList<>();
		for (Subset subset : Subset.values())
			for (Grade grade : Grade.values())
				if (!members(subset).isEmpty() && number(subset, grade) == 0) lines.add(subset.word() + " has no " + grade +
					" patient: " + (subset == Subset.TRAIN ? "nothing can be learned from it"
						: "specificity or recall, and the AUC, cannot be told from it"));
		return lines;
	}

	/** @return the numbers of patients in one line, beside those wanted */
	public String summary() {
		return List.of(Subset.values()).stream().map(subset -> subset.word() + " " + number(subset, Grade.HGG) + " HGG + " +
			number(subset, Grade.LGG) + " LGG (wanted " + Decimals.format(wanted(
				subset, Grade.HGG)) + " + " + Decimals.format(wanted(subset, Grade.LGG)) +
			"), centres: " + centres(subset).size()).collect(Collectors.joining("; "));
	}

	/**
	 * @param names the splits' files
	 * @param splits as many splits
	 * @return the table {@code split-counts.csv}: a row for each split and subset
	 */
	public static Table table(List<String> names, List<PlannedSplit> splits) {
		List<List<Object>> rows = new ArrayList<>();
		for (int i = 0; i < names.size(); i++)
			for (Subset subset : Subset.values()) {
				PlannedSplit planned = splits.get(i);
				int without = (int) planned.members(subset).stream().filter(each -> each.centre().isEmpty()).count();
				rows.add(List.of(names.get(i), subset.word(), planned.number(subset, Grade.HGG), planned.number(subset,
					Grade.LGG), planned.wanted(subset, Grade.HGG), planned.wanted(subset, Grade.LGG), String.join(" ", planned
						.centres(subset)), without));
			}
		return new Table(COLUMNS, rows);
	}

	private double wanted(Subset subset, Grade grade) {
		return wanted.get(subset).get(grade);
	}

	private List<Split.Assignment> members(Subset subset) {
		return split.assignments().stream().filter(each -> each.subset() == subset).toList();
	}

	private int number(Subset subset, Grade grade) {
		return (int) members(subset).stream().filter(each -> each.grade().get() == grade).count();
	}

	private TreeSet<String> centres(Subset subset) {
		return members(subset).stream().map(Split.Assignment::centre).filter(centre -> !centre.isEmpty()).collect(Collectors
			.toCollection(TreeSet::new));
	}
}
