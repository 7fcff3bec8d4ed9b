package org.gliomagrading.phantom;

/**
 * How a scan turns tissue into numbers. A centre has its own scanner, the same in every cohort, and each patient's scan
 * deviates a little from it. Nothing here depends on the grade.
 *
 * @param gain the number that signal 1 becomes, by contrast
 * @param contrast factor of each signal's difference from white matter, by contrast
 * @param noise standard deviation of the noise in either channel, relative to white matter, at 1 mm3, by contrast
 * @param bias standard deviation of the bias field's logarithm, by contrast
 */
record Scanner(double[] gain, double[] contrast, double[] noise, double[] bias) {

	/** The number of centres. */
	static final int CENTRES = 6;

	private static final long CENTRE_STREAM = 0x5343414E;

	/**
	 * @param centre 1 to {@link #CENTRES}
	 * @param random the patient's own deviation
	 */
	static Scanner at(int centre, RandomSource random) {
		RandomSource own = RandomSource.of(CENTRE_STREAM, centre);
		int n = Contrast.values().length;
		Scanner scanner = new Scanner(new double[n], new double[n], new double[n], new double[n]);
		double noise = own.uniform(0.018, 0.04);
		double bias = own.uniform(0.03, 0.09);
		for (int i = 0; i < n; i++) {
			scanner.gain[i] = own.uniform(250, 900) * StrictMath.exp(random.gaussian(0, 0.12, 2));
			scanner.contrast[i] = own.uniform(0.88, 1.12) * random.gaussian(1, 0.03, 2);
			scanner.noise[i] = noise * own.uniform(0.8, 1.25) * StrictMath.exp(random.gaussian(0, 0.2, 2));
			scanner.bias[i] = bias * own.uniform(0.8, 1.25) * StrictMath.exp(random.gaussian(0, 0.2, 2));
		}
		return scanner;
	}
}
