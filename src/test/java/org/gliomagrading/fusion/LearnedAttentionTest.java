package org.gliomagrading.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.junit.jupiter.api.Test;

import com.google.gson.Gson;

class LearnedAttentionTest {

	private static final double EXACT = 1e-10;

	/** What {@code scripts/reference/attention_pooling.py} wrote. */
	private record Reference(int features, int hidden, int steps, double rate, double decay, List<Patient> patients,
		List<Variant> variants)
	{
	}

	private record Patient(double[][] features, boolean high) {
	}

	private record Variant(boolean gated, double[] start, double[] before, double[][] attention, double[] parameters,
		double[] after, double[] withoutDecay)
	{
	}

	@Test
	void outcomesWeightsAndStepsAreThoseOfPyTorch() throws Exception {
		Reference reference = reference();
		for (Variant variant : reference.variants) {
			AttentionPooling pooling = new AttentionPooling(reference.features, reference.hidden, variant.gated, variant.start);
			assertArrayEquals(variant.before, outcomes(pooling, reference), EXACT);
			for (int i = 0; i < variant.attention.length; i++)
				assertArrayEquals(variant.attention[i], pooling.attention(reference.patients.get(i).features), EXACT);
			learn(pooling, reference, reference.decay);
			assertArrayEquals(variant.parameters, pooling.parameters(), EXACT);
			assertArrayEquals(variant.after, outcomes(pooling, reference), EXACT);
		}
	}

	/** Controls: the reference tells steps without weight decay, and learning patients in another order. */
	@Test
	void otherStepsWouldShow() throws Exception {
		Reference reference = reference();
		for (Variant variant : reference.variants) {
			AttentionPooling pooling = new AttentionPooling(reference.features, reference.hidden, variant.gated, variant.start);
			learn(pooling, reference, 0);
			assertArrayEquals(variant.withoutDecay, outcomes(pooling, reference), EXACT);
			assertTrue(difference(variant.after, outcomes(pooling, reference)) > 1e-3);
			AttentionPooling other = new AttentionPooling(reference.features, reference.hidden, variant.gated, variant.start);
			other.learn(reference.patients.get(0).features, true, reference.rate, reference.decay);
			learn(other, reference, reference.decay);
			assertTrue(difference(variant.after, outcomes(other, reference)) > 1e-3);
		}
	}

	/** A patient is HGG if the first feature is high in one slice of ten, which the second marks; the mean hides it. */
	@Test
	void itLearnsWhichSliceTells() throws Exception {
		List<LearnedFusion.Bag> train = bags(200, 1);
		List<LearnedFusion.Bag> test = bags(100, 2);
		for (String parameter : List.of("8", "8 gated")) {
			LearnedFusion strategy = (LearnedFusion) new LearnedAttention().with(parameter);
			LearnedFusion.Fitted fitted = strategy.fit(train);
			long right = test.stream().filter(bag -> fitted.fuse(bag.features()) >= 0.5 == bag.high()).count();
			assertTrue(right >= 90, parameter + ": " + right);
			assertEquals(fitted.fuse(test.get(0).features()), strategy.fit(train).fuse(test.get(0).features()), 0, "the same again");
		}
	}

	@Test
	void nothingIsLearnedFromOthersThanTrainPatients() throws Exception {
		List<LearnedFusion.Bag> bags = bags(40, 3);
		List<PatientPrediction> one = aggregation(bags).patients(slices(bags, true));
		List<PatientPrediction> other = aggregation(bags).patients(slices(bags, false));
		assertEquals(40, one.size());
		for (int i = 0; i < 40; i++) // the test patients' grades are turned round
			assertEquals(one.get(i).pHgg(), other.get(i).pHgg(), 0);
		assertTrue(one.stream().map(PatientPrediction::pHgg).distinct().count() > 30);
		assertEquals("learned_attention(4)", one.get(0).strategy());
	}

	@Test
	void whatCannotBeLearnedFromIsRefused() throws Exception {
		List<LearnedFusion.Bag> bags = bags(10, 3);
		List<SlicePrediction> slices = slices(bags, true);
		Map<String, FusionStrategy> strategies = aggregation(bags).strategies();
		assertRefused("learns from the slices' features; give features", new Aggregation(strategies, 0.5), slices);
		assertRefused("there are not both grades among them", aggregation(bags), slices.stream().filter(p -> p.subset().equals(
			"test")).toList());
		List<SlicePrediction> two = new ArrayList<>(slices);
		two.add(new SlicePrediction("n", "", "P0", "", Optional.of(Grade.HGG), "train", 0, 0.5));
		assertRefused("give predictions of one model with one seed", aggregation(bags), two);
		assertRefused("has no row for slice 99", aggregation(bags), slices.stream().map(p -> new SlicePrediction(p.model(), p
			.seed(), p.patient(), "", p.grade(), p.subset(), p.slice() + 99, 0.5)).toList());
		for (String parameter : List.of("", "0", "64 gates", "2000", "1.5"))
			assertThrows(InputException.class, () -> new LearnedAttention().with(parameter), parameter);
		assertTrue(assertThrows(InputException.class, () -> SliceFeatureTable.read(new Table(List.of("patient", "slice"), List
			.of()).source("t"))).getMessage().contains("has no column 'f0'"));
		assertTrue(assertThrows(InputException.class, () -> SliceFeatureTable.read(new Table(List.of("patient", "slice", "f0"), List
			.of(List.of("a", 1, "1e40"))).source("t"))).getMessage().contains("not a number that can be used"));
	}

	private static void assertRefused(String part, Aggregation aggregation, List<SlicePrediction> slices) {
		String message = assertThrows(InputException.class, () -> aggregation.patients(slices)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static Aggregation aggregation(List<LearnedFusion.Bag> bags) throws Exception {
		List<List<Object>> rows = new ArrayList<>();
		for (int i = 0; i < bags.size(); i++)
			for (int k = 0; k < 10; k++)
				rows.add(List.of("P" + i, k, (double) bags.get(i).features()[k][0], (double) bags.get(i).features()[k][1]));
		SliceFeatureTable table = SliceFeatureTable.read(new Table(List.of("patient", "slice", "f0", "f1"), rows).source(
			"features"));
		return new Aggregation(Map.of("learned_attention(4)", new LearnedAttention().with("4")), 0.5, Optional.of(table));
	}

	/** The first half trains. */
	private static List<SlicePrediction> slices(List<LearnedFusion.Bag> bags, boolean truth) {
		List<SlicePrediction> slices = new ArrayList<>();
		for (int i = 0; i < bags.size(); i++) {
			boolean train = i < bags.size() / 2;
			Grade grade = bags.get(i).high() == (train || truth) ? Grade.HGG : Grade.LGG;
			for (int k = 0; k < 10; k++)
				slices.add(new SlicePrediction("m", "1", "P" + i, "", Optional.of(grade), train ? "train" : "test", k, 0.5));
		}
		return slices;
	}

	private static List<LearnedFusion.Bag> bags(int number, long seed) {
		Random random = new Random(seed);
		List<LearnedFusion.Bag> bags = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			float[][] features = new float[10][];
			for (int k = 0; k < 10; k++)
				features[k] = new float[] { (float) random.nextGaussian(), (float) random.nextGaussian() / 4 };
			features[random.nextInt(10)] = new float[] { i % 2 == 0 ? 2 : -2, 5 };
			bags.add(new LearnedFusion.Bag(features, i % 2 == 0));
		}
		return bags;
	}

	private static double[] outcomes(AttentionPooling pooling, Reference reference) {
		return reference.patients.stream().mapToDouble(patient -> pooling.p(patient.features)).toArray();
	}

	private static void learn(AttentionPooling pooling, Reference reference, double decay) {
		for (int step = 0; step < reference.steps; step++) {
			Patient patient = reference.patients.get(step % reference.patients.size());
			pooling.learn(patient.features, patient.high, reference.rate, decay);
		}
	}

	private static double difference(double[] one, double[] other) {
		double[] differences = new double[one.length];
		Arrays.setAll(differences, i -> Math.abs(one[i] - other[i]));
		return Arrays.stream(differences).max().orElseThrow();
	}

	private static Reference reference() throws Exception {
		try (Reader reader = new InputStreamReader(LearnedAttentionTest.class.getResourceAsStream(
			"/fusion/attention_pooling.json"), StandardCharsets.UTF_8))
		{
			return new Gson().fromJson(reader, Reference.class);
		}
	}
}
