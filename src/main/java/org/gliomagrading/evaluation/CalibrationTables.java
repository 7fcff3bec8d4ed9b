package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.Calibration;
import org.gliomagrading.statistics.Calibration.Bin;
import org.gliomagrading.statistics.Curve;
import org.gliomagrading.statistics.DecisionCurve;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.ReliabilityCurve;
import org.gliomagrading.statistics.Sample;
import org.gliomagrading.statistics.Wilson;

/**
 * Whether probabilities can be taken at their word, and what it would bring to act on them, from predictions alone.
 *
 * @param calibration the table {@code calibration.csv}
 * @param reliability the table {@code reliability.csv}, of patients alone
 * @param decisions the table {@code decision-curves.csv}, of patients alone: nobody treats slices
 */
public record CalibrationTables(Table calibration, Table reliability, Table decisions) {

	/**
	 * @param predictions predictions of slices
	 * @param subset as for {@link Evaluation#slices(List, String)}
	 * @param scaling whether probabilities with temperature scaling, fitted on validation, are wanted as well
	 * @return the tables, the curves' without rows
	 * @throws InputException as for {@link Evaluation#slices(List, String)}
	 */
	public static CalibrationTables slices(List<SlicePrediction> predictions, String subset, boolean scaling)
		throws InputException
	{
		return tables(Probabilities.slices(predictions, subset, scaling), List.of(), List.of());
	}

	/**
	 * @param predictions predictions of patients
	 * @param subset as for {@link Evaluation#patients(List, String)}
	 * @param scaling whether probabilities with temperature scaling, fitted on validation, are wanted as well
	 * @param bootstrap how often patients are drawn for the bands
	 * @return the tables; majority voting has but an empty row of the first
	 * @throws InputException as for {@link Evaluation#patients(List, String)}
	 */
	public static CalibrationTables patients(List<PatientPrediction> predictions, String subset, boolean scaling,
		Bootstrap bootstrap) throws InputException
	{
		List<Probabilities> all = Probabilities.patients(predictions, subset, scaling);
		List<Probabilities> drawn = all.stream().filter(p -> p.sample().filter(Sample::probability).isPresent()).toList();
		return tables(all, drawn.parallelStream().map(p -> reliability(p, bootstrap)).flatMap(List::stream).toList(), drawn
			.parallelStream().map(p -> decisions(p, bootstrap)).flatMap(List::stream).toList());
	}

	private static CalibrationTables tables(List<Probabilities> all, List<List<Object>> reliability,
		List<List<Object>> decisions)
	{
		List<String> ofCalibration = Probabilities.columns("temperature", "n", "prevalence", "brier", "calibration_error",
			"slope", "intercept", "in_the_large", "note");
		List<String> ofReliability = Probabilities.columns("kind", "p", "observed", "observed_lo", "observed_hi", "n", "from",
			"to", "note");
		List<String> ofDecisions = Probabilities.columns("prevalence", "threshold", "net_benefit", "net_benefit_lo",
			"net_benefit_hi", "treat_all", "treat_none", "note");
		return new CalibrationTables(new Table(ofCalibration, all.stream().map(CalibrationTables::calibration).toList()),
			new Table(ofReliability, reliability), new Table(ofDecisions, decisions));
	}

	private static List<Object> calibration(Probabilities p) {
		Calibration c = p.calibration();
		List<String> notes = new ArrayList<>(p.notes());
		if (!c.reason().isEmpty()) notes.add("empty: " + c.reason());
		Object n = p.sample().<Object>map(Sample::size).orElse("");
		double prevalence = p.sample().map(Sample::prevalence).orElse(Double.NaN);
		double brier = p.sample().map(sample -> sample.metrics(sample.once())[Metric.BRIER.ordinal()]).orElse(Double.NaN);
		return p.cells(p.temperature(), n, prevalence, brier, c.error(), c.slope(), c.intercept(), c.inTheLarge(), String
			.join("; ", notes));
	}

	private static List<List<Object>> reliability(Probabilities p, Bootstrap bootstrap) {
		Sample sample = p.sample().orElseThrow();
		List<List<Object>> rows = new ArrayList<>();
		for (Bin bin : Calibration.bins(sample)) {
			Interval interval = Wilson.of(bin.high(), bin.n());
			rows.add(p.cells("bin", bin.meanP(), bin.observed(), interval.low(), interval.high(), bin.n(), bin.from(), bin
				.to(), note(p, interval)));
		}
		for (Curve.Point point : ReliabilityCurve.of(sample, bootstrap).points())
			rows.add(p.cells("curve", point.x(), point.y(), point.band().low(), point.band().high(), "", "", "",
				note(p, point.band())));
		return rows;
	}

	private static String note(Probabilities p, Interval band) {
		List<String> notes = new ArrayList<>(p.notes());
		if (band.isEmpty()) notes.add("no band: " + band.reason());
		return String.join("; ", notes);
	}

	private static List<List<Object>> decisions(Probabilities p, Bootstrap bootstrap) {
		DecisionCurve curve = DecisionCurve.of(p.sample().orElseThrow(), bootstrap);
		List<List<Object>> rows = new ArrayList<>();
		for (Curve.Point point : curve.model().points())
			rows.add(p.cells(curve.prevalence(), point.x(), point.y(), point.band().low(), point.band().high(), curve.treatAll(
				point.x()), 0.0, note(p, point.band())));
		return rows;
	}
}
