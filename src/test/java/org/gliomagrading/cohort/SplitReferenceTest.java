package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.Split.Assignment;
import org.junit.jupiter.api.Test;

import com.google.gson.Gson;

/** Folds against scikit-learn, whole centres against all assignments tried and against integer programming. */
class SplitReferenceTest {

	private record Folds(int high, int low, int k, List<List<Integer>> folds) {
	}

	private record Groups(List<int[]> groups, double[][] wanted, double cost, int ways, boolean proved, Double sklearn) {
	}

	private record Reference(List<Folds> folds, List<Groups> small, List<Groups> large) {
	}

	private final Reference reference = read();

	@Test
	void foldsHaveTheNumbersOfScikitLearn() throws IOException {
		assertEquals(60, reference.folds.size());
		for (Folds expected : reference.folds) {
			Cohort cohort = cohort(expected.high, expected.low);
			List<List<Integer>> folds = new ArrayList<>();
			for (PlannedSplit planned : new CrossValidation(expected.k, Share.parse("validation", "0"), false, 5).splits(
				cohort))
				folds.add(List.of(tested(planned, Grade.HGG), tested(planned, Grade.LGG)));
			folds.sort(Comparator.<List<Integer>, Integer> comparing(fold -> fold.get(0)).thenComparing(fold -> fold.get(1)));
			assertEquals(expected.folds, folds);
		}
	}

	@Test
	void noAssignmentOfFewCentresIsNearer() {
		assertEquals(120, reference.small.size());
		for (Groups expected : reference.small) {
			GroupPartition partition = new GroupPartition(expected.groups, expected.wanted);
			for (int seed = 0; seed < 3; seed++) {
				int[] parts = partition.assign(new Random(seed));
				assertEquals(expected.cost, partition.distance(parts), 1e-10);
				assertEquals(expected.cost, distance(expected, parts), 1e-12);
			}
		}
	}

	@Test
	void whatIsProvedBestForManyCentresIsReached() {
		assertEquals(16, reference.large.size());
		for (Groups expected : reference.large) {
			assertTrue(expected.proved);
			for (int seed = 0; seed < 3; seed++)
				assertEquals(expected.cost, distance(expected, new GroupPartition(expected.groups, expected.wanted).assign(
					new Random(seed))), 1e-9);
		}
	}

	/**
	 * Centres and parts of very different sizes: there exchanges alone, without moves of single centres, do not find the
	 * best. It is known from all assignments.
	 */
	@Test
	void centresOfDifferentSizesAreMovedToo() {
		int parts = 4;
		Random random = new Random(7);
		for (int i = 0; i < 60; i++) {
			List<int[]> groups = new ArrayList<>();
			for (int group = 0; group < 8; group++)
				groups.add(new int[] { (int) Math.exp(4 * random.nextDouble()), (int) Math.exp(3 * random.nextDouble()) - 1 });
			double[] shares = random.doubles(parts, 0.05, 1).toArray();
			double all = Arrays.stream(shares).sum();
			double[][] wanted = Arrays.stream(shares).mapToObj(share -> new double[] { share / all * sum(groups, 0), share / all *
				sum(groups, 1) }).toArray(double[][]::new);
			double best = IntStream.range(0, (int) Math.pow(parts, groups.size())).mapToDouble(assignment -> distance(groups,
				wanted, digits(assignment, parts, groups.size()))).min().orElseThrow();
			assertEquals(best, distance(groups, wanted, new GroupPartition(groups, wanted).assign(new Random(i))), 1e-9, "case " + i);
		}
	}

	private static int sum(List<int[]> groups, int grade) {
		return groups.stream().mapToInt(group -> group[grade]).sum();
	}

	private static int[] digits(int number, int base, int count) {
		return IntStream.range(0, count).map(i -> number / (int) Math.pow(base, i) % base).toArray();
	}

	/** Control: the references tell a good assignment from the best. */
	@Test
	void assignmentsOfOthersAreOftenFurtherAway() {
		long worse = reference.large.stream().filter(each -> each.sklearn != null && each.sklearn > each.cost + 1e-9).count();
		assertTrue(worse >= 3, worse + " of scikit-learn's");
		int missed = 0;
		for (Groups each : reference.small) {
			double[][] others = each.wanted.clone();
			others[0] = new double[] { each.wanted[0][0] + 2, each.wanted[0][1] };
			if (distance(each, new GroupPartition(each.groups, others).assign(new Random(1))) > each.cost + 1e-12) missed++;
		}
		assertTrue(missed > 20, missed + " with wrong numbers wanted");
	}

	@Test
	void amongEquallyNearAssignmentsTheSeedDecides() {
		int several = 0;
		for (Groups each : reference.small) {
			GroupPartition partition = new GroupPartition(each.groups, each.wanted);
			List<List<Integer>> found = new ArrayList<>();
			for (int seed = 0; seed < 10; seed++)
				found.add(Arrays.stream(partition.assign(new Random(seed))).boxed().toList());
			assertEquals(found.get(0), Arrays.stream(partition.assign(new Random(0))).boxed().toList());
			if (each.ways > 1 && found.stream().distinct().count() > 1) several++;
			if (each.ways == 1) assertEquals(1, found.stream().map(parts -> numbers(each, parts)).distinct().count());
		}
		assertTrue(several > 20, several + " cases");
	}

	/** What each part has, without the groups' order. */
	private static List<String> numbers(Groups each, List<Integer> parts) {
		List<String> numbers = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++)
			numbers.add(parts.get(i) + ":" + each.groups.get(i)[0] + "+" + each.groups.get(i)[1]);
		numbers.sort(null);
		return numbers;
	}

	/** Computed again from the definition; a part that is empty is infinitely far. */
	private static double distance(List<int[]> groups, double[][] wanted, int[] parts) {
		double distance = 0;
		for (int part = 0; part < wanted.length; part++) {
			int members = 0;
			for (int grade = 0; grade < 2; grade++) {
				int all = 0;
				int there = 0;
				for (int i = 0; i < parts.length; i++) {
					all += groups.get(i)[grade];
					if (parts[i] != part) continue;
					there += groups.get(i)[grade];
					members++;
				}
				distance += Math.pow((there - wanted[part][grade]) / Math.max(1, all), 2);
			}
			if (members == 0) return Double.POSITIVE_INFINITY;
		}
		return distance;
	}

	private static double distance(Groups each, int[] parts) {
		return distance(each.groups, each.wanted, parts);
	}

	private static int tested(PlannedSplit planned, Grade grade) {
		return (int) planned.split().assignments().stream().filter(each -> each.subset() == Subset.TEST && each.grade().equals(
			Optional.of(grade))).map(Assignment::patient).count();
	}

	private static Cohort cohort(int high, int low) {
		List<Patient> patients = new ArrayList<>();
		for (int i = 0; i < high + low; i++)
			patients.add(PatientFiles.patient("P" + i, Optional.of(i < high ? Grade.HGG : Grade.LGG)));
		return new Cohort(patients);
	}

	private static Reference read() {
		try (Reader reader = new InputStreamReader(SplitReferenceTest.class.getResourceAsStream("splits.json"),
			StandardCharsets.UTF_8))
		{
			return new Gson().fromJson(reader, Reference.class);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
