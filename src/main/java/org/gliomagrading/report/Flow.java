package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.Table;

/**
 * The way of the patients through a study: found, left out and why, used, split. Drawn as boxes, from top to bottom.
 *
 * @param people the patients
 * @param watermark a word across it; may be empty
 */
record Flow(People people, String watermark) implements Picture {

	private static final int WIDTH = 420;
	private static final int LINE = 17;
	private static final int GAP = 26;
	private static final int PADDING = 9;

	/** Letters of this width in a box of this width: what is longer is cut, since a reason may be a sentence. */
	private static final int MOST_LETTERS = 58;

	/** The commonest reasons are drawn, the table has all: each patient may have one of its own. */
	private static final int MOST_REASONS = 20;

	private record Box(List<String> lines) {

		int height() {
			return lines.size() * LINE + 2 * PADDING;
		}
	}

	@Override
	public int width() {
		return WIDTH;
	}

	@Override
	public int height() {
		return boxes().stream().mapToInt(Box::height).sum() + GAP * (boxes().size() - 1) + GAP + subsets().stream().mapToInt(
			Box::height).max().orElse(-GAP) + 4;
	}

	@Override
	public void draw(Drawing drawing) {
		int down = 2;
		List<Box> boxes = boxes();
		for (int i = 0; i < boxes.size(); i++) {
			if (i > 0) arrow(drawing, WIDTH / 2.0, down - GAP, down);
			draw(drawing, boxes.get(i), 2, down, WIDTH - 4);
			down += boxes.get(i).height() + GAP;
		}
		List<Box> subsets = subsets();
		double wide = (WIDTH - 4 - 8.0 * (subsets.size() - 1)) / Math.max(1, subsets.size());
		for (int i = 0; i < subsets.size(); i++) {
			double left = 2 + i * (wide + 8);
			arrow(drawing, left + wide / 2, down - GAP, down);
			draw(drawing, subsets.get(i), left, down, wide);
		}
		if (!watermark.isEmpty()) drawing.text(Ink.MUTED, Drawing.LETTERS, Drawing.Anchor.END, WIDTH - 10, 20, 0, watermark);
	}

	/** @return the same in numbers */
	Table table() {
		List<List<Object>> rows = new ArrayList<>();
		rows.add(List.of("found", "", "", people.all().size(), ""));
		reasons().forEach((reason, count) -> rows.add(List.of("left out: " + reason, "", "", count, "")));
		for (String subset : subsetNames())
			for (String grade : grades())
				rows.add(List.of("used", subset, grade, count(subset, grade).size(), slices(count(subset, grade))));
		return new Table(List.of("step", "subset", "grade", "patients", "slices"), rows);
	}

	/** @return how many patients were left out for each reason; what follows a colon is about a single patient's file */
	Map<String, Long> reasons() {
		return people.leftOut().stream().collect(Collectors.groupingBy(person -> person.reason().split(":", 2)[0].strip(),
			TreeMap::new, Collectors.counting()));
	}

	/** @return the subsets that there are, in the order of a study; without a split one without a name */
	List<String> subsetNames() {
		return Stream.concat(Stream.of(Subset.values()).map(Subset::word), people.used().stream().map(People.Person::subset)
			.sorted()).distinct().filter(subset -> people.used().stream().anyMatch(person -> person.subset().equals(subset)))
			.toList();
	}

	/** @return the grades that there are, the empty one for unknown ones */
	List<String> grades() {
		return Stream.of(Grade.HGG.name(), Grade.LGG.name(), "").filter(grade -> people.used().stream().anyMatch(
			person -> person.grade().equals(grade))).toList();
	}

	List<People.Person> count(String subset, String grade) {
		return people.used().stream().filter(person -> person.subset().equals(subset) && person.grade().equals(grade))
			.toList();
	}

	static int slices(List<People.Person> people) {
		return people.stream().mapToInt(People.Person::slices).sum();
	}

	private List<Box> boxes() {
		List<Box> boxes = new ArrayList<>(List.of(new Box(List.of("Found: " + people.all().size() + " patients"))));
		if (!people.leftOut().isEmpty()) {
			List<String> lines = new ArrayList<>(List.of("Left out: " + people.leftOut().size()));
			Map<String, Long> reasons = reasons();
			reasons.entrySet().stream().sorted(Map.Entry.<String, Long> comparingByValue().reversed()).limit(MOST_REASONS)
				.forEach(each -> lines.add(cut(each.getValue() + " x " + each.getKey())));
			if (reasons.size() > MOST_REASONS) lines.add("and for " + (reasons.size() - MOST_REASONS) + " more reasons");
			boxes.add(new Box(lines));
		}
		boxes.add(new Box(List.of("Used: " + people.used().size() + " patients (" + grades().stream().map(grade -> people
			.used().stream().filter(person -> person.grade().equals(grade)).count() + " " + gradeName(grade)).collect(Collectors
				.joining(", ")) + ")", slices(people.used()) + " slices")));
		return boxes;
	}

	private List<Box> subsets() {
		List<String> names = subsetNames();
		if (names.equals(List.of(""))) return List.of();
		return names.stream().map(subset -> new Box(lines(subset))).toList();
	}

	private List<String> lines(String subset) {
		List<String> lines = new ArrayList<>(List.of(subsetName(subset)));
		for (String grade : grades()) {
			List<People.Person> found = count(subset, grade);
			if (found.isEmpty()) continue;
			lines.add(found.size() + " " + gradeName(grade));
			if (slices(found) > 0) lines.add(slices(found) + " slices");
		}
		return lines;
	}

	static String subsetName(String subset) {
		return subset.isEmpty() ? "not split" : subset;
	}

	static String gradeName(String grade) {
		return grade.isEmpty() ? "ungraded" : grade;
	}

	private static String cut(String text) {
		return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 3) + "...";
	}

	private static void draw(Drawing drawing, Box box, double x, double y, double width) {
		drawing.box(Ink.BOX, Ink.GRID, x, y, width, box.height());
		for (int i = 0; i < box.lines().size(); i++)
			drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.START, x + PADDING, y + PADDING + 13 + i * LINE, 0, box.lines()
				.get(i));
	}

	private static void arrow(Drawing drawing, double x, double from, double to) {
		drawing.line(Ink.MUTED, 1.2, Dash.SOLID, x, from, x, to - 5);
		drawing.area(Ink.MUTED, 1, x - 4, to - 7, x + 4, to - 7, x, to);
	}
}
