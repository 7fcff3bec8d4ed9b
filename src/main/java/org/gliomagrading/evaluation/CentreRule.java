package org.gliomagrading.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.evaluation.Scored.Rule;

/**
 * A rule that looks at the centre alone: P(HGG) is the share of HGG among the centre's patients that it was learned from.
 * Where the centre is unknown, or was not among those, it is the share among all.
 */
final class CentreRule {

	/** Learned from the training patients. */
	static final Rule LEARNED = new Rule("centre_only", 0.5);
	/** Learned from the very patients that it is applied to. */
	static final Rule IN_SAMPLE = new Rule("centre_only_in_sample", 0.5);
	/** LGG where the patient is from a centre that the user names. */
	static final Rule NAMED = new Rule("low_grade_centres", Double.NaN);

	private final Map<String, int[]> numbers = new HashMap<>();
	private int high;
	private int all;

	/** @param patients what is learned from, each once; those without a grade say nothing */
	CentreRule(List<Scored> patients) {
		for (Scored c : patients) {
			if (c.grade().isEmpty()) continue;
			boolean isHigh = c.grade().get() == Grade.HGG;
			all++;
			high += isHigh ? 1 : 0;
			if (c.centre().isEmpty()) continue;
			int[] there = numbers.computeIfAbsent(c.centre(), centre -> new int[2]);
			there[0] += isHigh ? 1 : 0;
			there[1]++;
		}
	}

	/** @return whether there was a graded patient to learn from */
	boolean learned() {
		return all > 0;
	}

	/** @return the patients, called by this rule */
	List<Scored> apply(List<Scored> patients, Rule rule) {
		return called(patients, rule, c -> {
			int[] there = numbers.getOrDefault(c.centre(), new int[] { high, all });
			return (double) there[0] / there[1];
		});
	}

	/** @return the patients, called LGG where they are from one of the centres */
	static List<Scored> named(List<Scored> patients, Set<String> lowGradeCentres) {
		return called(patients, NAMED, c -> lowGradeCentres.contains(c.centre()) ? 0 : 1);
	}

	private static List<Scored> called(List<Scored> patients, Rule rule, ToDoubleFunction<Scored> score) {
		return patients.stream().map(c -> new Scored(c.run(), rule, c.patient(), c.centre(), c.grade(), score.applyAsDouble(
			c), Grade.called(score.applyAsDouble(c), 0.5))).toList();
	}
}
