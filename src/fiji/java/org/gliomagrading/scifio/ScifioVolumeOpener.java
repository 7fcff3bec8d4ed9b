package org.gliomagrading.scifio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;
import org.gliomagrading.nifti.IntensityConverter;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.Scaling;
import org.gliomagrading.volume.NiftiVolumeOpener;
import org.gliomagrading.volume.Volume;
import org.gliomagrading.volume.VolumeGrid;
import org.gliomagrading.volume.VolumeOpener;
import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.io.location.FileLocation;
import org.scijava.io.location.Location;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import io.scif.FormatException;
import io.scif.ImageMetadata;
import io.scif.Reader;
import io.scif.config.SCIFIOConfig;
import io.scif.config.SCIFIOConfig.ImgMode;
import io.scif.filters.ChannelFiller;
import io.scif.filters.ReaderFilter;
import io.scif.img.ImgIOException;
import io.scif.img.ImgOpener;
import io.scif.services.FormatService;
import io.scif.services.InitializeService;
import io.scif.util.SCIFIOMetadataTools;
import net.imagej.axis.Axes;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.LinearAxis;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Opens volumes of every format that SCIFIO knows. NIfTI files come through {@link NiftiFormat} as stored numbers, so
 * that their intensities are made as {@link NiftiVolumeOpener} makes them. Of other formats the spacing alone is used;
 * they are taken as stored in LPS, with a notice.
 */
@Plugin(type = VolumeOpener.class, priority = Priority.HIGH, label = "SCIFIO (NIfTI, ANALYZE, and its other formats)")
public class ScifioVolumeOpener implements VolumeOpener {

	@Parameter
	private Context context;

	// where a context was made without SCIFIO's services, this opener supports nothing
	@Parameter(required = false)
	private FormatService formatService;

	@Parameter(required = false)
	private InitializeService initializeService;

	@Parameter
	private LogService log;

	@Override
	public boolean supports(Path file) {
		if (formatService == null || initializeService == null) return false;
		try {
			return formatService.getFormat(new FileLocation(file.toFile()), config()) != null;
		}
		catch (FormatException e) {
			return false;
		}
	}

	@Override
	public Volume open(Path file) throws IOException {
		Location location = new FileLocation(file.toFile());
		ReaderFilter reader = null;
		try {
			// as in DefaultVolumeService: one thread at a time injects a context, and SCIFIO does so for all parts of a format
			synchronized (context) {
				reader = initializeService.initializeReader(location, config());
			}
			if (SCIFIOMetadataTools.unwrapMetadata(reader.getMetadata()) instanceof NiftiFormat.Metadata nifti) return open(
				file, reader, nifti.getHeader());
			reader.enable(ChannelFiller.class);
			ImageMetadata image = reader.getMetadata().get(0);
			double[][] affine = affine(file, image);
			VolumeGrid.check(file, image.getAxesLengths(), affine);
			log.warn(file.getFileName() + ": no orientation is read from " + reader.getFormatName() +
				" files; taken as stored from right to left, anterior to posterior, inferior to superior (LPS)");
			return VolumeGrid.volume(file, voxels(reader), Scaling.NONE.converter(), affine);
		}
		catch (FormatException | ImgIOException e) {
			throw problem(file, e);
		}
		catch (IOException e) {
			throw e instanceof InputException ? e : problem(file, e);
		}
		finally {
			if (reader != null) reader.close();
		}
	}

	/**
	 * @param header a NIfTI file's header
	 * @return makes intensities of the file's numbers; the only way that they become floats, here and later
	 */
	protected IntensityConverter converter(NiftiHeader header) {
		return header.scaling().converter();
	}

	private Volume open(Path file, Reader reader, NiftiHeader header) throws IOException, ImgIOException {
		VolumeGrid.check(file, header);
		// SCIFIO has no 64-bit integers: as double they could be rounded once more on the way to float
		if (PixelTypes.isRounded(header.type())) return new NiftiVolumeOpener().open(file);
		return VolumeGrid.volume(file, voxels(reader), converter(header), header.affine());
	}

	@SuppressWarnings("unchecked") // all of SCIFIO's pixel types are real numbers
	private RandomAccessibleInterval<? extends RealType<?>> voxels(Reader reader) throws ImgIOException {
		ImgOpener opener;
		synchronized (context) {
			opener = new ImgOpener(context);
		}
		return (RandomAccessibleInterval<? extends RealType<?>>) opener.openImgs(reader, config()).get(0).getImg();
	}

	private SCIFIOConfig config() {
		SCIFIOConfig config = new SCIFIOConfig(context).checkerSetOpen(true).imgOpenerSetIndex(0)
			.imgOpenerSetComputeMinMax(false).imgOpenerSetImgModes(ImgMode.PLANAR);
		config.put(NiftiFormat.RAW, true);
		return config;
	}

	/** Of a volume in LPS with the image's spacing; the world's origin is at the first voxel. */
	private static double[][] affine(Path file, ImageMetadata image) throws InputException {
		List<CalibratedAxis> axes = image.getAxes();
		if (axes.size() < 2 || image.isMultichannel() || axes.get(0).type() != Axes.X || axes.get(1).type() != Axes.Y)
			throw new InputException(file, "has the axes " + axes.stream().map(axis -> axis.type().getLabel()).toList() +
				"; a volume of the axes X, Y, Z without colours is needed");
		List<Double> steps = new ArrayList<>();
		for (CalibratedAxis axis : axes.subList(0, Math.min(3, axes.size())))
			steps.add(millimetres(axis));
		return new double[][] { { -steps.get(0), 0, 0, 0 }, { 0, -steps.get(1), 0, 0 }, { 0, 0, steps.get(steps.size() - 1),
			0 }, { 0, 0, 0, 1 } };
	}

	/** A step without a unit is one of millimetres; 1 where there is none. */
	private static double millimetres(CalibratedAxis axis) {
		double step = axis instanceof LinearAxis linear ? Math.abs(linear.scale()) : 1;
		if (!(step > 0 && Double.isFinite(step))) return 1;
		return step * AxisUnit.of(axis.unit()).filter(AxisUnit::isSpatial).map(AxisUnit::millimetres).orElse(1.0);
	}

	private static InputException problem(Path file, Exception e) {
		for (Throwable cause = e; cause != null; cause = cause.getCause())
			if (cause instanceof InputException known) return known;
		return new InputException(file, "cannot be read (" + Reason.of(e) + "); export it again, or as NIfTI", e);
	}
}
