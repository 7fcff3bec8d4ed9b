package org.gliomagrading.volume;

import java.nio.file.Path;
import java.util.Arrays;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.IntensityConverter;
import org.gliomagrading.nifti.NiftiHeader;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** What openers check of a file before they read its voxels, and what makes these a volume. */
public final class VolumeGrid {

	private static final int AXES = 3;

	/** Most voxels along an axis: eight times those of a fine clinical scan. A slice as floats then takes 64 MB at most. */
	private static final int MAX_LENGTH = 4096;

	private VolumeGrid() {
		// only static methods
	}

	/**
	 * @param file the file, for messages
	 * @param header its header
	 * @throws InputException as {@link #check(Path, long[], double[][])}, and if its voxels are colours
	 */
	public static void check(Path file, NiftiHeader header) throws InputException {
		if (header.type().channels() > 1) throw new InputException(file, "has voxels of type " + header.type() +
			"; one number for each voxel is needed");
		check(file, header.shape(), header.affine());
	}

	/**
	 * @param file the file, for messages
	 * @param shape lengths of its axes
	 * @param affine 4 x 4, from voxel indices to RAS+ world coordinates
	 * @throws InputException if there are not three axes, apart from further ones of length 1; if one has more than 4096
	 *           voxels; or if the affine does not give three directions
	 */
	public static void check(Path file, long[] shape, double[][] affine) throws InputException {
		if (shape.length < AXES || Arrays.stream(shape).skip(AXES).anyMatch(length -> length > 1)) throw new InputException(
			file, "has the axes " + Arrays.toString(shape) + "; a volume of three axes is needed");
		if (Arrays.stream(shape).anyMatch(length -> length > MAX_LENGTH)) throw new InputException(file, "has " + shape[0] +
			" x " + shape[1] + " x " + shape[2] + " voxels; at most " + MAX_LENGTH +
			" along an axis can be used: resample or crop it");
		try {
			Orientation.of(affine);
		}
		catch (IllegalArgumentException e) {
			throw new InputException(file, "has an affine that does not give the directions of three axes; correct its " +
				"sform or qform", e);
		}
	}

	/**
	 * @param file a file that was checked
	 * @param stored its voxels as they are stored; further axes of length 1 are dropped
	 * @param converter makes intensities of them
	 * @param affine as it was checked
	 * @return the volume
	 * @throws InputException if an intensity is NaN or infinite
	 */
	public static Volume volume(Path file, RandomAccessibleInterval<? extends RealType<?>> stored,
		IntensityConverter converter, double[][] affine) throws InputException
	{
		RandomAccessibleInterval<? extends RealType<?>> grid = stored;
		while (grid.numDimensions() > AXES)
			grid = Views.hyperSlice(grid, grid.numDimensions() - 1, 0);
		Volume volume = new Volume(file.getFileName().toString(), grid, converter, affine);
		String problem = volume.notFinite().orElse(null);
		if (problem != null) throw new InputException(file, problem);
		return volume;
	}
}
