package org.gliomagrading.statistics;

/**
 * What a test of significance says.
 *
 * @param statistic the test statistic; NaN where there is none
 * @param freedom its degrees of freedom; NaN where it has none
 * @param p the two-sided p value; NaN where the test cannot be made
 * @param reason why the test cannot be made, in a few words; empty where it can
 */
public record TestResult(double statistic, double freedom, double p, String reason) {

	static TestResult of(double statistic, double freedom, double p) {
		return new TestResult(statistic, freedom, p, "");
	}

	static TestResult of(double statistic, double p) {
		return of(statistic, Double.NaN, p);
	}

	static TestResult impossible(String reason) {
		return new TestResult(Double.NaN, Double.NaN, Double.NaN, reason);
	}
}
