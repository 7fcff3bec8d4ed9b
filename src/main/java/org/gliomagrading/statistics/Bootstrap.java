package org.gliomagrading.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Draws patients with replacement, within each grade, so that each draw has the grades' numbers. The same patients are
 * drawn with the same seed, whatever is computed of them: draws of two models on one cohort are pairs.
 *
 * @param draws the number of draws, at least 1
 * @param seed where the random numbers start
 */
public record Bootstrap(int draws, long seed) {

	/** The number of draws where none is asked for. */
	public static final int DRAWS = 2000;

	/** The seed where none is asked for. */
	public static final long SEED = 1;

	/** Checks the number of draws. */
	public Bootstrap {
		if (draws < 1) throw new IllegalArgumentException(draws + " draws");
	}

	/** 2,000 draws. */
	public Bootstrap() {
		this(DRAWS, SEED);
	}

	/**
	 * @param high of each patient, whether it is HGG
	 * @param statistics what is computed of a draw: from how often each patient was drawn, some numbers (NaN where
	 *          undefined), always as many; the weights change with the next draw
	 * @return for each of the numbers its values, one a draw
	 */
	public double[][] run(boolean[] high, Function<int[], double[]> statistics) {
		int[][] grades = { members(high, true), members(high, false) };
		SplittableRandom random = new SplittableRandom(seed);
		int[] weights = new int[high.length];
		double[][] values = new double[draws][];
		for (int draw = 0; draw < draws; draw++) {
			Arrays.fill(weights, 0);
			for (int[] grade : grades)
				for (int i = 0; i < grade.length; i++)
					weights[grade[index(random, grade.length)]]++;
			values[draw] = statistics.apply(weights);
		}
		return columns(values);
	}

	/** The high bits of a random number in 0 to 2^63 times the bound: the same on every version of Java. */
	private static int index(SplittableRandom random, int bound) {
		return (int) Math.multiplyHigh(random.nextLong() >>> 1, 2L * bound);
	}

	/**
	 * What is computed when one patient is left out.
	 *
	 * @param patients the number of patients
	 * @param statistics as in {@link #run}
	 * @return for each of the numbers its values, one a patient
	 */
	static double[][] jackknife(int patients, Function<int[], double[]> statistics) {
		int[] weights = new int[patients];
		Arrays.fill(weights, 1);
		double[][] values = new double[patients][];
		for (int i = 0; i < patients; i++) {
			weights[i] = 0;
			values[i] = statistics.apply(weights);
			weights[i] = 1;
		}
		return columns(values);
	}

	private static int[] members(boolean[] high, boolean grade) {
		return IntStream.range(0, high.length).filter(i -> high[i] == grade).toArray();
	}

	private static double[][] columns(double[][] rows) {
		double[][] columns = new double[rows.length == 0 ? 0 : rows[0].length][rows.length];
		for (int i = 0; i < rows.length; i++)
			for (int k = 0; k < columns.length; k++)
				columns[k][i] = rows[i][k];
		return columns;
	}
}
