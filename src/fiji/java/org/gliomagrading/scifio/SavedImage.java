package org.gliomagrading.scifio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;

import io.scif.ImageMetadata;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.LinearAxis;

/**
 * An image of SCIFIO as a NIfTI file: the header that belongs to it, and where its planes go. NIfTI has X, Y, Z, time and
 * then everything else; ImageJ often has the channels first.
 */
final class SavedImage {

	private static final int SPATIAL_AXES = 3;
	private static final int TIME = 3;
	private static final int MAX_AXES = 7;

	/** Largest relative difference of a spacing that is still the same; a NIfTI-1 file keeps it in single precision. */
	private static final double SAME = 1e-5;

	private final ImageMetadata image;

	/** The image's axes in the order of the file; null where the image has none of that kind. */
	private final List<CalibratedAxis> axes;

	/** @throws IllegalArgumentException if NIfTI has not enough axes, or the planes are not of X and Y */
	SavedImage(ImageMetadata image) {
		if (!image.getAxesPlanar().stream().map(CalibratedAxis::type).filter(type -> type != Axes.CHANNEL).toList().equals(
			List.of(Axes.X, Axes.Y))) throw new IllegalArgumentException(
				"the image's first axes are not X and Y; bring them to the front");
		this.image = image;
		axes = new ArrayList<>();
		for (AxisType type : List.of(Axes.X, Axes.Y, Axes.Z, Axes.TIME))
			axes.add(image.getAxis(type));
		image.getAxes().stream().filter(axis -> !axes.contains(axis) && !isColour(axis)).forEach(axes::add);
		while (axes.size() > 2 && length(axes.get(axes.size() - 1)) == 1)
			axes.remove(axes.size() - 1);
		if (axes.size() > MAX_AXES) throw new IllegalArgumentException("the image has " + axes.size() +
			" axes, a NIfTI file 7 at most; save a part of it");
	}

	/** Whether a channel axis makes colours, which NIfTI stores as one voxel: 3 or 4 channels of bytes, merged in ImageJ. */
	static boolean isColour(ImageMetadata image) {
		long channels = image.getAxisLength(Axes.CHANNEL);
		return image.isMultichannel() && (channels == 3 || channels == 4) && image.getPixelType() == PixelTypes.of(
			NiftiType.RGB24, false);
	}

	/**
	 * @param original the header of the file that the image came from, if any: its place in the world, its description,
	 *          intent and extensions are kept where the grid is still the same; its spacing then follows from that place,
	 *          should the file have contradicted itself. Other images are taken as stored in LPS
	 * @return a header for the image
	 */
	NiftiHeader header(Optional<NiftiHeader> original) {
		long[] shape = axes.stream().mapToLong(this::length).toArray();
		NiftiType type = PixelTypes.toStore(image.getPixelType(), isColour(image) ? image.getAxisLength(Axes.CHANNEL) : 1);
		String unit = spatialUnit();
		double[] spacing = new double[SPATIAL_AXES];
		Arrays.setAll(spacing, i -> spatialStep(i, unit));
		String timeUnit = unit(TIME).filter(known -> !known.isSpatial()).map(AxisUnit::nifti).orElse(AxisUnit.UNKNOWN);
		Optional<NiftiHeader> kept = original.filter(header -> header.units().equals(unit) && sameGrid(header, shape,
			spacing));
		NiftiHeader header = NiftiHeader.of(type, shape, kept.map(NiftiHeader::affine).orElse(lps(spacing))).withUnits(unit,
			timeUnit);
		if (kept.isPresent()) header = header.withDescription(kept.get().description()).withIntent(kept.get().intent())
			.withExtensions(kept.get().extensions());
		if (shape.length > TIME) header = header.withSpacing(TIME, step(TIME) * unit(TIME).map(AxisUnit::factor).orElse(1.0));
		return header;
	}

	/**
	 * @param plane index of a plane of the image, its first axis beyond the plane changing fastest
	 * @return the plane's index in the file
	 */
	long filePlane(long plane) {
		long index = 0;
		long rest = plane;
		for (CalibratedAxis axis : image.getAxesNonPlanar()) {
			long stride = 1;
			for (CalibratedAxis before : axes.subList(2, axes.contains(axis) ? axes.indexOf(axis) : 2))
				stride *= length(before);
			index += rest % length(axis) * stride;
			rest /= length(axis);
		}
		return index;
	}

	/** One unit for the three axes: theirs if they share one, millimetres if they differ. */
	private String spatialUnit() {
		List<Optional<AxisUnit>> units = List.of(unit(0), unit(1), unit(2));
		List<String> known = units.stream().flatMap(Optional::stream).filter(AxisUnit::isSpatial).map(AxisUnit::nifti)
			.distinct().toList();
		return known.isEmpty() ? AxisUnit.UNKNOWN : known.size() == 1 ? known.get(0) : AxisUnit.MILLIMETRE.nifti();
	}

	/** The step in the unit that the file has; an axis without a unit is taken in it. */
	private double spatialStep(int index, String fileUnit) {
		Optional<AxisUnit> unit = unit(index).filter(AxisUnit::isSpatial);
		if (unit.isEmpty()) return step(index);
		return unit.get().nifti().equals(fileUnit) ? step(index) * unit.get().factor() : step(index) * unit.get()
			.millimetres();
	}

	private Optional<AxisUnit> unit(int index) {
		CalibratedAxis axis = index < axes.size() ? axes.get(index) : null;
		return axis == null ? Optional.empty() : AxisUnit.of(axis.unit());
	}

	/** Distance of neighbours; 1 where there is none that NIfTI can say. */
	private double step(int index) {
		CalibratedAxis axis = index < axes.size() ? axes.get(index) : null;
		double step = axis instanceof LinearAxis linear ? Math.abs(linear.scale()) : axis == null ? 1 : Math.abs(axis
			.averageScale(0, 1));
		return step > 0 && Double.isFinite(step) ? step : 1;
	}

	private boolean isColour(CalibratedAxis axis) {
		return axis.type() == Axes.CHANNEL && isColour(image);
	}

	private long length(CalibratedAxis axis) {
		return axis == null ? 1 : image.getAxisLength(axis);
	}

	/** Of an axis of one voxel ImageJ does not always keep the spacing. */
	private static boolean sameGrid(NiftiHeader header, long[] shape, double[] spacing) {
		long[] lengths = header.shape();
		double[] steps = header.spacing();
		for (int i = 0; i < SPATIAL_AXES; i++) {
			long length = i < lengths.length ? lengths[i] : 1;
			double step = i < steps.length ? steps[i] : 1;
			if (length != (i < shape.length ? shape[i] : 1) || length > 1 && Math.abs(step - spacing[i]) > SAME * step)
				return false;
		}
		return true;
	}

	/** As this project takes images without an orientation. */
	private static double[][] lps(double[] spacing) {
		return new double[][] { { -spacing[0], 0, 0, 0 }, { 0, -spacing[1], 0, 0 }, { 0, 0, spacing[2], 0 }, { 0, 0, 0, 1 } };
	}
}
