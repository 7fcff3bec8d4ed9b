package org.gliomagrading.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Sample;

/**
 * One case to be counted: a slice or a patient, with what was said of it.
 *
 * @param run what was evaluated, in which subset
 * @param rule how the grade was called
 * @param patient the patient
 * @param centre the patient's centre; empty if unknown
 * @param grade the true grade; empty if unknown
 * @param score what the grade was called by, 0 to 1
 * @param called the grade that was called
 */
record Scored(Run run, Rule rule, String patient, String centre, Optional<Grade> grade, double score, Grade called) {

	private static final Set<String> NO_PROBABILITY = Set.of(PatientPrediction.MAJORITY, Evaluation.EVERYONE_HGG,
		CentreRule.NAMED.strategy);

	/** A trained model, by its name and seed. */
	record Model(String name, String seed) {
	}

	/** A model's predictions for one subset. */
	record Run(Model model, String subset) {
	}

	/** A fusion strategy (empty for slices) and the threshold applied to its result (NaN if unknown). */
	record Rule(String strategy, double threshold) {
	}

	static List<Scored> slices(List<SlicePrediction> predictions) {
		Rule rule = new Rule("", SlicePrediction.THRESHOLD);
		return predictions.stream().map(p -> new Scored(run(p.model(), p.seed(), p.subset()), rule, p.patient(), p.centre(),
			p.grade(), p.pHgg(), Grade.called(p.pHgg(), rule.threshold))).toList();
	}

	static List<Scored> patients(List<PatientPrediction> predictions) {
		return predictions.stream().map(p -> new Scored(run(p.model(), p.seed(), p.subset()), new Rule(p.strategy(), p
			.threshold()), p.patient(), p.centre(), p.grade(), p.pHgg(), p.predicted())).toList();
	}

	private static Run run(String model, String seed, String subset) {
		return new Run(new Model(model, seed), subset);
	}

	/** @return the cases that have a grade, all of one rule */
	static Sample sample(List<Scored> cases) {
		boolean probability = cases.stream().map(c -> c.rule.strategy).noneMatch(NO_PROBABILITY::contains);
		return new Sample(cases.stream().filter(c -> c.grade.isPresent()).map(c -> new Sample.Case(c.patient, c.grade
			.get() == Grade.HGG, c.score, c.called == Grade.HGG)).toList(), probability);
	}

	/** @return the same case under the rule that calls everyone HGG */
	Scored calledHigh(Rule everyone) {
		return new Scored(run, everyone, patient, centre, grade, 1, Grade.HGG);
	}
}
