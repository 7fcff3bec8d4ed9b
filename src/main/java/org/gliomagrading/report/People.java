package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.SliceRanges;

/**
 * The patients of a study, put together from all tables that know them.
 *
 * @param all each once, in the order of their names
 */
record People(List<Person> all) {

	/**
	 * A patient.
	 *
	 * @param name the patient's name
	 * @param centre empty if unknown
	 * @param grade {@code HGG}, {@code LGG}, or empty if unknown
	 * @param subset empty without a split
	 * @param reason why the patient was left out; empty if not
	 * @param segmented whether the cohort's table names a segmentation
	 * @param first number of the first slice; -1 if unknown
	 * @param last number of the last slice; -1 if unknown
	 * @param slices how many slices were used; 0 if unknown
	 */
	record Person(String name, String centre, String grade, String subset, String reason, boolean segmented, int first,
		int last, int slices)
	{

		Person with(String newCentre, String newGrade, String newSubset) {
			return new Person(name, centre.isEmpty() ? newCentre : centre, grade.isEmpty() ? newGrade : grade, subset.isEmpty()
				? newSubset : subset, reason, segmented, first, last, slices);
		}

		Person with(int newFirst, int newLast, int count) {
			return new Person(name, centre, grade, subset, reason, segmented, newFirst, newLast, count);
		}
	}

	static People of(StudyFolder folder) {
		Map<String, Person> people = new TreeMap<>();
		for (Patient p : folder.cohort().map(Cohort::patients).orElse(List.of()))
			people.put(p.id(), new Person(p.id(), p.centre(), word(p.grade()), "", p.reason(), p.segmentation().isPresent(), -1,
				-1, 0));
		for (Split.Assignment each : folder.split().map(Split::assignments).orElse(List.of()))
			add(people, each.patient(), each.centre(), each.grade(), each.subset().word());
		for (PatientPrediction p : folder.patients()) {
			add(people, p.patient(), p.centre(), p.grade(), p.subset());
			if (p.slices() > 0) people.computeIfPresent(p.patient(), (key, known) -> known.with(-1, -1, p.slices()));
		}
		addSlices(people, folder);
		return new People(List.copyOf(people.values()));
	}

	/** @return the patients that were left out */
	List<Person> leftOut() {
		return all.stream().filter(person -> !person.reason().isEmpty()).toList();
	}

	/** @return the others */
	List<Person> used() {
		return all.stream().filter(person -> person.reason().isEmpty()).toList();
	}

	private static void add(Map<String, Person> people, String name, String centre, Optional<Grade> grade, String subset) {
		people.merge(name, new Person(name, centre, word(grade), subset, "", false, -1, -1, 0), (known, other) -> known.with(
			centre, word(grade), subset));
	}

	private static String word(Optional<Grade> grade) {
		return grade.map(Enum::name).orElse("");
	}

	/** A patient has the same slices for all models; the table of slices may be of more patients than were used. */
	private static void addSlices(Map<String, Person> people, StudyFolder folder) {
		Map<String, List<Integer>> found = new LinkedHashMap<>();
		for (SlicePrediction p : folder.slices()) {
			add(people, p.patient(), p.centre(), p.grade(), p.subset());
			if (sameModel(p, folder.slices().get(0))) found.computeIfAbsent(p.patient(), key -> new ArrayList<>()).add(p.slice());
		}
		found.forEach((name, slices) -> people.computeIfPresent(name, (key, known) -> known.with(slices.stream().min(
			Integer::compare).get(), slices.stream().max(Integer::compare).get(), slices.size())));
		folder.ranges().map(SliceRanges::ranges).orElse(Map.of()).forEach((name, range) -> people.computeIfPresent(name, (key,
			known) -> known.with(range.first(), range.last(), range.count())));
	}

	private static boolean sameModel(SlicePrediction one, SlicePrediction other) {
		return one.model().equals(other.model()) && one.seed().equals(other.seed());
	}
}
