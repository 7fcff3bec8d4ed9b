package org.gliomagrading.volume;

import java.lang.reflect.Array;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.NiftiReader;

/**
 * Statistics of a file's values, after scaling. Of colours, of red, green and blue together, without alpha.
 *
 * @param min least value that is finite; NaN if there is none
 * @param max largest value that is finite; NaN if there is none
 * @param mean mean of the finite values; NaN if there are none
 * @param notFinite how many values are NaN or infinite
 */
public record VoxelStatistics(double min, double max, double mean, long notFinite) {

	private static final int RGBA = 4;

	/**
	 * Reads a file plane by plane and holds no more than one.
	 *
	 * @param reader the file
	 * @param progress told of each step through the planes
	 * @return the statistics
	 * @throws InputException if the file is truncated or damaged
	 */
	public static VoxelStatistics of(NiftiReader reader, Progress progress) throws InputException {
		double[] values = new double[Array.getLength(reader.newPlane())];
		boolean alpha = reader.header().type().channels() == RGBA;
		PlaneProgress planes = new PlaneProgress(progress, reader.planeCount(), "reading the voxels");
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		double sum = 0;
		long finite = 0;
		long notFinite = 0;
		for (long plane = 0; plane < reader.planeCount(); plane++) {
			planes.report(plane);
			reader.readDoubles(plane, values);
			double planeSum = 0; // sums of sums round less than one long sum
			for (int i = 0; i < values.length; i++) {
				double value = values[i];
				if (alpha && i % RGBA == RGBA - 1) continue;
				if (!Double.isFinite(value)) {
					notFinite++;
					continue;
				}
				finite++;
				planeSum += value;
				min = Math.min(min, value);
				max = Math.max(max, value);
			}
			sum += planeSum;
		}
		planes.report(reader.planeCount());
		if (finite == 0) return new VoxelStatistics(Double.NaN, Double.NaN, Double.NaN, notFinite);
		return new VoxelStatistics(min, max, sum / finite, notFinite);
	}
}
