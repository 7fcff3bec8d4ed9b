package org.gliomagrading.scifio;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.nifti.NiftiHeader;

import io.scif.ImageMetadata;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.DefaultLinearAxis;

/** What the axes of a NIfTI file are in ImageJ: X, Y, Z, time, then channels, as which the fifth axis' vectors show best. */
final class ImageAxes {

	private static final int TIME = 3;

	/** The types in the order of the file. Colours take the channels: then the fifth axis has no name. */
	private static final List<AxisType> TYPES = List.of(Axes.X, Axes.Y, Axes.Z, Axes.TIME, Axes.CHANNEL, Axes.get(
		"Dimension 6"), Axes.get("Dimension 7"));

	private static final AxisType FIFTH = Axes.get("Dimension 5");

	private ImageAxes() {
		// only static methods
	}

	/**
	 * @param colour whether voxels have channels
	 * @return the types of a file's axes, in its order
	 */
	static List<AxisType> types(boolean colour) {
		return TYPES.stream().map(type -> colour && type == Axes.CHANNEL ? FIFTH : type).toList();
	}

	/**
	 * Tells SCIFIO shape, pixel type, spacing and byte order of a file.
	 *
	 * @param header the file's header
	 * @param raw whether the scaling is left out
	 * @param image takes them
	 */
	static void describe(NiftiHeader header, boolean raw, ImageMetadata image) {
		long[] shape = header.shape();
		double[] spacing = header.spacing();
		int channels = header.type().channels();
		List<CalibratedAxis> axes = new ArrayList<>();
		List<Long> lengths = new ArrayList<>();
		if (channels > 1) {
			axes.add(new DefaultLinearAxis(Axes.CHANNEL));
			lengths.add((long) channels);
		}
		int planarAxes = axes.size() + 2;
		for (int i = 0; i < Math.max(2, shape.length); i++) {
			String unit = i < TIME ? header.units() : i == TIME ? header.timeUnits() : AxisUnit.UNKNOWN;
			double step = i < spacing.length ? spacing[i] : 1;
			boolean known = step != 0 && Double.isFinite(step);
			axes.add(new DefaultLinearAxis(types(channels > 1).get(i), known ? AxisUnit.imagej(unit) : null, known ? step : 1));
			lengths.add(i < shape.length ? shape[i] : 1);
		}
		image.setAxes(axes.toArray(CalibratedAxis[]::new), lengths.stream().mapToLong(Long::longValue).toArray());
		image.setPlanarAxisCount(planarAxes);
		image.setPixelType(PixelTypes.of(header.type(), !raw && !header.scaling().isNone()));
		image.setLittleEndian(header.byteOrder() == ByteOrder.LITTLE_ENDIAN);
		image.setOrderCertain(true);
		image.setFalseColor(false);
		image.setMetadataComplete(true);
	}
}
