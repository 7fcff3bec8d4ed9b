package org.gliomagrading.volume;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * Opens a NIfTI or ANALYZE file as an image of ImageJ. Its voxels are moved, by flips and permutations, never
 * interpolated. Slices become a stack, the fourth axis frames, the fifth channels.
 */
public final class ImageOpener {

	/** NIFTI_INTENT_LABEL of {@code nifti1.h}. */
	private static final int LABEL = 1002;

	private static final int TIME = 3;

	/** Whole numbers up to it are exact in single precision. */
	private static final double MAX_EXACT = 0x1p24;

	/** The longest array that every JVM can make. */
	private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

	private final Progress progress;
	private final Consumer<String> notices;

	/**
	 * @param progress told how far the file has been read
	 * @param notices told, in a line, what of the file the image does not show
	 */
	public ImageOpener(Progress progress, Consumer<String> notices) {
		this.progress = progress;
		this.notices = notices;
	}

	/**
	 * Opens a file.
	 *
	 * @param file the file; of a pair, either one
	 * @param display how its slices are laid out
	 * @return the image, named as the file, with the spacing in its calibration (without a unit in the header, in mm), a
	 *         display range, and the header as its property "Info"
	 * @throws InputException if the file cannot be read, does not fit into memory or an image, or does not say where its
	 *           axes lead though that is needed
	 */
	public ImagePlus open(Path file, DisplayOrientation display) throws InputException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			NiftiHeader header = reader.header();
			Placement placement = placement(file, header, display);
			ImageStack stack = stack(file, reader, placement);
			ImagePlus image = new ImagePlus(file.getFileName().toString(), stack);
			image.setDimensions((int) placement.channels(), (int) placement.depth(), (int) placement.frames());
			image.setOpenAsHyperStack(image.getNDimensions() > 3);
			image.setCalibration(calibration(header, placement));
			image.setProperty("Info", VolumeDescription.of(image.getTitle(), header).toLines() + "display: " + display
				.orientation().map(Orientation::toString).orElse("as stored") + '\n');
			if (header.type() == NiftiType.RGBA32) notices.accept(file +
				": its alpha channel is left out, ImageJ's colours have none");
			if (header.type().channels() > 1) return image;
			DisplayRange range = DisplayRange.of(stack, header.intent().code() == LABEL);
			image.setDisplayRange(range.low(), range.high());
			return image;
		}
	}

	private static Placement placement(Path file, NiftiHeader header, DisplayOrientation display) throws InputException {
		if (display.orientation().isEmpty()) return Placement.stored(header.shape());
		try {
			return Placement.of(header.shape(), Orientation.of(header.affine()), display.orientation().get());
		}
		catch (IllegalArgumentException e) {
			throw new InputException(file, "has an affine that does not give the directions of three axes; correct its sform " +
				"or qform, or open it with orientation=stored", e);
		}
	}

	private ImageStack stack(Path file, NiftiReader reader, Placement placement) throws InputException {
		double pictures = (double) placement.channels() * placement.depth() * placement.frames();
		double length = (double) placement.width() * placement.height();
		if (pictures > MAX_LENGTH || length > MAX_LENGTH) throw new InputException(file,
			"has more voxels in a slice, or more slices, than an image of ImageJ can have (2147483639); crop it");
		Pixels kind = kind(file, reader);
		double memory = pictures * length * kind.bytes();
		long most = Runtime.getRuntime().maxMemory();
		if (memory > most) throw new InputException(file, "needs " + (long) (memory / (1 << 20)) +
			" MB of memory, and Java may use " + (most >> 20) + " MB; raise the limit (Edit > Options > Memory & Threads)");
		Object[] arrays = new Object[(int) pictures];
		for (int i = 0; i < arrays.length; i++)
			arrays[i] = kind.make((int) length);
		PlaneProgress planes = new PlaneProgress(progress, reader.planeCount(), "opening " + file.getFileName());
		for (long plane = 0; plane < reader.planeCount(); plane++) {
			planes.report(plane);
			placement.put(plane, kind.read(reader, plane), arrays);
		}
		planes.report(reader.planeCount());
		ImageStack stack = new ImageStack((int) placement.width(), (int) placement.height());
		for (Object array : arrays)
			stack.addSlice(null, array);
		return stack;
	}

	/** Types that ImageJ lacks are read once before, to see which of its own holds their values. */
	private Pixels kind(Path file, NiftiReader reader) throws InputException {
		if (Pixels.isSure(reader)) return Pixels.of(reader, 0, 0);
		VoxelStatistics values = VoxelStatistics.of(reader, progress);
		if (values.max() > MAX_EXACT || values.min() < -MAX_EXACT) notices.accept(file +
			": holds whole numbers beyond 2^24, which are rounded to ImageJ's single precision");
		return Pixels.of(reader, values.min(), values.max());
	}

	private static Calibration calibration(NiftiHeader header, Placement placement) {
		Calibration calibration = new Calibration();
		double[] spacing = header.spacing();
		calibration.pixelWidth = step(spacing, placement.axes()[0]);
		calibration.pixelHeight = step(spacing, placement.axes()[1]);
		calibration.pixelDepth = step(spacing, placement.axes()[2]);
		calibration.setUnit(switch (header.units()) {
			case "meter" -> "m";
			case "micron" -> "micron"; // ImageJ makes the sign of it
			default -> "mm";
		});
		String time = header.timeUnits();
		if (spacing.length > TIME && time.endsWith("sec") && spacing[TIME] > 0 && Double.isFinite(spacing[TIME])) {
			calibration.frameInterval = spacing[TIME];
			calibration.setTimeUnit(time);
		}
		return calibration;
	}

	/** An axis that the file lacks, or a size that is none, counts 1. */
	private static double step(double[] spacing, int axis) {
		return axis < spacing.length && spacing[axis] > 0 && Double.isFinite(spacing[axis]) ? spacing[axis] : 1;
	}
}
