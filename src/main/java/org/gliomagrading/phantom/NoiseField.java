package org.gliomagrading.phantom;

/**
 * A smooth random field in space, mean 0 and standard deviation near 1: normal numbers on a cubic lattice, interpolated
 * by cubic B-splines. It is defined in millimetres, so every grid sees the same field.
 */
final class NoiseField {

	/** Half the side of the cube that the lattice fills, in mm; beyond it the field goes on unchanged. */
	private static final double REACH = 104;

	/** The mean over a cell of the sum of squared spline weights along one axis; see {@link #row}. */
	private static final double SQUARED_WEIGHTS = 151.0 / 315;

	private final double pitch;
	private final int nodes;
	private final float[] values;

	/**
	 * @param random where the values come from
	 * @param pitch distance of the lattice's nodes in mm: the size of the field's blobs
	 */
	NoiseField(RandomSource random, double pitch) {
		this.pitch = pitch;
		nodes = (int) Math.ceil(2 * REACH / pitch) + 4;
		values = new float[nodes * nodes * nodes];
		double deviation = 1 / Math.sqrt(SQUARED_WEIGHTS * SQUARED_WEIGHTS * SQUARED_WEIGHTS);
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (deviation * random.gaussian());
	}

	/**
	 * Evaluates the field along x. The lattice is first interpolated along z and y, which is common to the row.
	 *
	 * @param row the places
	 * @param out receives the field's value at each of {@code row.from()} to {@code row.to() - 1}
	 */
	void row(Row row, double[] out) {
		double[] line = new double[nodes];
		double[] wy = new double[4];
		double[] wz = new double[4];
		int iy = weights(row.y(), wy);
		int iz = weights(row.z(), wz);
		for (int k = 0; k < 4; k++) {
			for (int j = 0; j < 4; j++) {
				double weight = wz[k] * wy[j];
				int start = ((iz + k) * nodes + iy + j) * nodes;
				for (int i = 0; i < nodes; i++)
					line[i] += weight * values[start + i];
			}
		}
		double[] wx = wy;
		for (int i = row.from(); i < row.to(); i++) {
			int ix = weights(row.x(i), wx);
			out[i] = wx[0] * line[ix] + wx[1] * line[ix + 1] + wx[2] * line[ix + 2] + wx[3] * line[ix + 3];
		}
	}

	/** The four B-spline weights at a place, and the index of the first node that they belong to. */
	private int weights(double place, double[] weights) {
		double position = (Math.max(-REACH, Math.min(REACH, place)) + REACH) / pitch;
		int first = (int) position;
		double t = position - first;
		double u = 1 - t;
		weights[0] = u * u * u / 6;
		weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
		weights[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
		weights[3] = t * t * t / 6;
		return first;
	}
}
