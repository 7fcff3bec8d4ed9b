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

	/** A centre that is larger than its subset was to be by more than this factor makes the split uneven. */
	private static final double UNEVEN = 1.25;

	/**
	 * @return what the user should know: a line for each subset that has patients of one grade alone, and for each but train
	 *         that a single centre makes much larger than was wanted
	 */
	public List<String> warnings() {
		List<String> lines = new ArrayList<>(lacking());
		for (Subset subset : List.of(Subset.VALIDATION, Subset.TEST)) {
			double patients = wanted(subset, Grade.HGG) + wanted(subset, Grade.LGG);
			for (String centre : centres(subset)) {
				long of = members(subset).stream().filter(each -> each.centre().equals(centre)).count();
				if (of > UNEVEN * patients) lines.add(subset.word() + " has " + members(subset).size() +
					" patients in place of about " + Math.round(patients) + ": centre " + centre + " alone has " + of +
					" and is kept together");
			}
		}
		return lines;
	}

	private List<String> lacking() {
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
