package org.gliomagrading.scifio;

import java.util.List;

import net.imagej.Dataset;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;

/** Looks at images by their axes' names. */
final class Images {

	private static final List<AxisType> TYPES = List.of(Axes.X, Axes.Y, Axes.Z, Axes.TIME, Axes.CHANNEL);

	private Images() {
		// only static methods
	}

	/** What NIfTI's axes are called in ImageJ; the fifth one of colours has no name. */
	static AxisType type(int axis, boolean colour) {
		return axis < 4 || axis == 4 && !colour ? TYPES.get(axis) : Axes.get("Dimension " + (axis + 1));
	}

	/** All values, in the order of a NIfTI file of that shape; of colours the channels first. Zeros have no sign. */
	static double[] values(Dataset image, long[] shape, int channels) {
		long count = channels;
		for (long length : shape)
			count *= length;
		double[] values = new double[(int) count];
		RandomAccess<? extends RealType<?>> access = image.randomAccess();
		for (int i = 0; i < values.length; i++) {
			if (channels > 1) access.setPosition(i % channels, image.dimensionIndex(Axes.CHANNEL));
			long rest = i / channels;
			for (int axis = 0; axis < shape.length; axis++) {
				int dimension = image.dimensionIndex(type(axis, channels > 1));
				if (dimension >= 0) access.setPosition(rest % shape[axis], dimension);
				rest /= shape[axis];
			}
			values[i] = access.get().getRealDouble() + 0.0;
		}
		return values;
	}
}
