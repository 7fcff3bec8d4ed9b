package org.gliomagrading.phantom;

/**
 * A stream of random numbers that is the same on every machine: SplitMix64 (Steele, Lea and Flood 2014), with
 * transcendental functions from {@link StrictMath}. Not thread-safe; a stream belongs to one piece of work.
 */
final class RandomSource {

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private long state;
	private double spare;
	private boolean hasSpare;

	/**
	 * @param state where the stream starts; {@link #of} for unrelated streams
	 */
	RandomSource(long state) {
		this.state = state;
	}

	/**
	 * @param keys what the stream is for: the seed, the patient's number, the purpose
	 * @return a stream that depends on these alone, unrelated to that of any other keys
	 */
	static RandomSource of(long... keys) {
		long state = GOLDEN;
		for (long key : keys)
			state = mix(state + GOLDEN + mix(key + GOLDEN));
		return new RandomSource(state);
	}

	private static long mix(long value) {
		long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

	private long nextLong() {
		state += GOLDEN;
		return mix(state);
	}

	/** @return uniform, 0 inclusive to 1 exclusive */
	double uniform() {
		return (nextLong() >>> 11) * 0x1p-53;
	}

	/** @return uniform between two bounds */
	double uniform(double low, double high) {
		return low + (high - low) * uniform();
	}

	/** @return uniform, 0 inclusive to {@code bound} exclusive */
	int below(int bound) {
		return (int) (uniform() * bound);
	}

	/** @return standard normal (Marsaglia's polar method) */
	double gaussian() {
		if (hasSpare) {
			hasSpare = false;
			return spare;
		}
		while (true) {
			double u = 2 * uniform() - 1;
			double v = 2 * uniform() - 1;
			double square = u * u + v * v;
			if (square >= 1 || square == 0) continue;
			double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
			spare = v * scale;
			hasSpare = true;
			return u * scale;
		}
	}

	/** @return normal with this mean and standard deviation, cut off at {@code limit} deviations */
	double gaussian(double mean, double deviation, double limit) {
		return mean + deviation * Math.max(-limit, Math.min(limit, gaussian()));
	}
}
