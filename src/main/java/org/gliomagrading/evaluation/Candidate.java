package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.evaluation.Scored.Model;
import org.gliomagrading.evaluation.Scored.Rule;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.Sample;

/**
 * A model with a fusion strategy and a threshold, on one subset's graded patients, to be compared with others.
 *
 * @param model the model
 * @param rule the strategy and threshold
 * @param sample its patients
 * @param values each metric, in the order of {@link Metric}
 * @param draws of each metric, its values over the draws of patients
 */
record Candidate(Model model, Rule rule, Sample sample, double[] values, double[][] draws) {

	/** @return the candidates of one subset, those without a graded patient left out */
	static List<Candidate> of(List<Scored> cases, Bootstrap bootstrap) {
		List<List<Scored>> groups = new ArrayList<>();
		for (List<Scored> run : Evaluation.groups(cases, Scored::run))
			groups.addAll(Evaluation.groups(run, Scored::rule));
		return groups.parallelStream().filter(group -> group.stream().anyMatch(c -> c.grade().isPresent())).map(group -> {
			Sample sample = Scored.sample(group);
			return new Candidate(group.get(0).run().model(), group.get(0).rule(), sample, sample.metrics(sample.once()),
				bootstrap.run(sample.patients(), sample::metrics));
		}).toList();
	}

	double value(Metric metric) {
		return values[metric.ordinal()];
	}

	Comparison.Side side() {
		return new Comparison.Side(model.name(), model.seed(), rule.strategy(), rule.threshold());
	}
}
