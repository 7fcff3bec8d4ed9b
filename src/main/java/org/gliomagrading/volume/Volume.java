package org.gliomagrading.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A volume of one MRI sequence, or a segmentation.
 *
 * @param source the name of the file it came from, for messages
 * @param voxels the scaled intensities, three axes; a lazy view, so that only the voxels that are read are converted
 * @param affine 4 x 4, from voxel indices to millimetres in RAS+ world coordinates (x to the right, y to anterior, z to
 *          superior), as nibabel gives it
 */
public record Volume(String source, RandomAccessibleInterval<FloatType> voxels, double[][] affine) {
}
