package org.gliomagrading.scifio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiReader;
import org.scijava.Priority;
import org.scijava.io.handle.DataHandle;
import org.scijava.io.handle.DataHandleOutputStream;
import org.scijava.io.handle.DataHandleService;
import org.scijava.io.location.Location;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import io.scif.AbstractChecker;
import io.scif.AbstractFormat;
import io.scif.AbstractMetadata;
import io.scif.AbstractParser;
import io.scif.AbstractTranslator;
import io.scif.AbstractWriter;
import io.scif.ByteArrayPlane;
import io.scif.ByteArrayReader;
import io.scif.Format;
import io.scif.FormatException;
import io.scif.ImageMetadata;
import io.scif.Plane;
import io.scif.Translator;
import io.scif.config.SCIFIOConfig;
import io.scif.util.FormatTools;
import io.scif.util.SCIFIOMetadataTools;
import net.imagej.axis.Axes;
import net.imagej.axis.CalibratedAxis;
import net.imglib2.Interval;

/**
 * NIfTI-1, NIfTI-2 and ANALYZE 7.5 in SCIFIO: {@code .nii}, {@code .hdr} with {@code .img}, each also gzip-compressed.
 * Values are opened with the file's scaling applied, as float, or double where the stored numbers have 64 bits; numbers
 * that are not scaled keep their type, so that labels stay integers. RGB and RGBA voxels open as a channel axis of bytes.
 * All that is known of NIfTI itself is in package {@code nifti}.
 */
@Plugin(type = Format.class, name = "NIfTI")
public class NiftiFormat extends AbstractFormat {

	/**
	 * Key of a {@link SCIFIOConfig} for opening: {@code config.put(NiftiFormat.RAW, true)} opens the stored numbers
	 * without their scaling.
	 */
	public static final String RAW = "nifti.raw";

	private static final String GZIP = ".gz";

	@Override
	protected String[] makeSuffixArray() {
		return new String[] { "nii", "nii.gz", "hdr", "hdr.gz", "img", "img.gz" };
	}

	/** A file's header, and whether its scaling is left out. */
	public static class Metadata extends AbstractMetadata {

		private NiftiHeader header;
		private boolean raw;

		/**
		 * @return the header of the file; in metadata for a file to be written, that of the file that the image came from;
		 *         null if there is none
		 */
		public NiftiHeader getHeader() {
			return header;
		}

		/**
		 * @return whether the stored numbers are opened without their scaling
		 */
		public boolean isRaw() {
			return raw;
		}

		/** Does nothing: the parser describes what it reads, and an image to be written describes itself. */
		@Override
		public void populateImageMetadata() {
			// see above
		}

		/** Says what SCIFIO and its user want to know of the header. */
		private void describe(NiftiHeader parsed, boolean withoutScaling) {
			header = parsed;
			raw = withoutScaling;
			createImageMetadata(1);
			ImageAxes.describe(header, raw, get(0));
			getTable().put("version", header.version().toString());
			header.fields().forEach((name, value) -> getTable().put(name, value));
			getTable().put("affine", Arrays.deepToString(header.affine()));
		}
	}

	/** Tells these files by their first bytes: {@code .hdr} and {@code .img} belong to other formats too. */
	public static class Checker extends AbstractChecker {

		@Parameter
		private DataHandleService handles;

		@Override
		public boolean suffixSufficient() {
			return false;
		}

		/** Where a file may not be opened, {@code .nii} says enough. */
		@Override
		public boolean isFormat(Location location, SCIFIOConfig config) {
			if (!config.checkerIsOpen()) return FormatTools.checkSuffix(location.getName(), "nii");
			return super.isFormat(location, config);
		}

		@Override
		public boolean isFormat(DataHandle<Location> stream) throws IOException {
			return FirstBytes.belongToNifti(HandleSource.of(stream, handles));
		}
	}

	/** Reads the header. */
	public static class Parser extends AbstractParser<Metadata> {

		@Parameter
		private DataHandleService handles;

		@Override
		protected void typedParse(DataHandle<Location> stream, Metadata metadata, SCIFIOConfig config) throws IOException {
			try (NiftiReader reader = NiftiReader.open(HandleSource.of(stream, handles))) {
				metadata.describe(reader.header(), Boolean.TRUE.equals(config.get(RAW)));
			}
			catch (IOException e) {
				// SCIFIO leaves it open then
				stream.close();
				throw e;
			}
		}
	}

	/** Reads planes, in any order; in ascending order a compressed file is inflated once. */
	public static class Reader extends ByteArrayReader<Metadata> {

		@Parameter
		private DataHandleService handles;

		private NiftiReader file;
		private PlaneBytes planes;
		private byte[] last;
		private long lastIndex = -1;
		private boolean warned;

		@Override
		protected String[] createDomainArray() {
			return new String[] { FormatTools.MEDICAL_DOMAIN };
		}

		/** Whole planes, since parts of compressed ones cost as much. */
		@Override
		public long getOptimalTileHeight(int imageIndex) {
			return getMetadata().get(imageIndex).getAxisLength(Axes.Y);
		}

		@Override
		public ByteArrayPlane openPlane(int imageIndex, long planeIndex, ByteArrayPlane plane, Interval bounds,
			SCIFIOConfig config) throws FormatException, IOException
		{
			FormatTools.checkPlaneForReading(getMetadata(), imageIndex, planeIndex, plane.getData().length, bounds);
			if (SCIFIOMetadataTools.wholePlane(imageIndex, getMetadata(), bounds)) {
				planes().read(planeIndex, plane.getData());
				return plane;
			}
			if (planeIndex != lastIndex) {
				last = new byte[Math.toIntExact(getMetadata().get(imageIndex).getPlaneSize())];
				planes().read(planeIndex, last);
				lastIndex = planeIndex;
			}
			PlaneBytes.crop(last, getMetadata().get(imageIndex).getAxesLengthsPlanar(), FormatTools.getBytesPerPixel(
				getMetadata().get(imageIndex).getPixelType()), bounds, plane.getData());
			return plane;
		}

		@Override
		public void close(boolean fileOnly) throws IOException {
			if (file != null) file.close();
			file = null;
			planes = null;
			last = null;
			lastIndex = -1;
			super.close(fileOnly);
		}

		private PlaneBytes planes() throws IOException {
			if (planes == null) {
				file = NiftiReader.open(HandleSource.of(getHandle(), handles));
				planes = new PlaneBytes(file, getMetadata().isRaw(), this::warnOfRounding);
			}
			return planes;
		}

		private void warnOfRounding() {
			if (!warned) log().warn(getMetadata().getDatasetName() +
				" holds integers beyond 2^53, which are rounded: ImageJ has no 64-bit integers, and double is used");
			warned = true;
		}
	}

	/** Writes {@code .nii} and {@code .nii.gz}. */
	public static class Writer extends AbstractWriter<Metadata> {

		private SavedFile file;

		@Override
		protected String[] makeCompressionTypes() {
			return new String[0];
		}

		@Override
		public boolean canDoStacks() {
			return true;
		}

		@Override
		public int[] getPixelTypes(String codec) {
			return PixelTypes.all();
		}

		@Override
		protected void checkLocation(DataHandle<Location> out, SCIFIOConfig config) throws FormatException, IOException {
			String name = out.get().getName().toLowerCase(Locale.ROOT);
			if (!name.endsWith(".nii") && !name.endsWith(".nii" + GZIP)) throw new FormatException(out.get().getName() +
				": NIfTI is written as one file; call it .nii or .nii.gz");
			super.checkLocation(out, config);
		}

		@Override
		protected void writePlane(int imageIndex, long planeIndex, Plane plane, Interval bounds) throws FormatException,
			IOException
		{
			byte[] bytes = plane.getBytes();
			checkParams(imageIndex, planeIndex, bytes, bounds);
			if (!SCIFIOMetadataTools.wholePlane(imageIndex, getMetadata(), bounds)) throw new FormatException(
				"NIfTI is written in whole planes");
			if (file == null) file = start();
			file.write(planeIndex, bytes);
		}

		@Override
		public void close(boolean fileOnly) throws IOException {
			try (SavedFile ended = file) {
				file = null;
			}
			finally {
				super.close(fileOnly);
			}
		}

		private SavedFile start() throws FormatException, IOException {
			if (getHandle().exists()) getHandle().setLength(0);
			try {
				return new SavedFile(new DataHandleOutputStream<>(getHandle()), getMetadata().get(0), Optional.ofNullable(
					getMetadata().getHeader()), isCompressed(getHandle()));
			}
			catch (IllegalArgumentException e) {
				throw new FormatException(e.getMessage(), e);
			}
		}

		private static boolean isCompressed(DataHandle<Location> handle) {
			return handle.get().getName().toLowerCase(Locale.ROOT).endsWith(GZIP);
		}
	}

	/** Makes metadata for a file to be written from any other. */
	@Plugin(type = Translator.class, priority = Priority.LOW)
	public static class NiftiTranslator extends AbstractTranslator<io.scif.Metadata, Metadata> implements Translator {

		@Override
		public Class<? extends io.scif.Metadata> source() {
			return io.scif.Metadata.class;
		}

		@Override
		public Class<? extends io.scif.Metadata> dest() {
			return Metadata.class;
		}

		@Override
		protected void translateFormatMetadata(io.scif.Metadata source, Metadata dest) {
			if (source instanceof Metadata nifti) dest.header = nifti.header;
		}

		/** Colours stand together in each voxel; other channels are planes of their own. */
		@Override
		protected void translateImageMetadata(List<ImageMetadata> source, Metadata dest) {
			ImageMetadata image = dest.get(0);
			if (!image.isMultichannel()) return;
			CalibratedAxis channels = image.getAxis(Axes.CHANNEL);
			List<CalibratedAxis> axes = new ArrayList<>(image.getAxes());
			boolean colour = SavedImage.isColour(image);
			if (colour) {
				axes.remove(channels);
				axes.add(0, channels);
			}
			image.setAxes(axes.toArray(CalibratedAxis[]::new));
			image.setPlanarAxisCount(colour ? 3 : 2);
		}
	}
}
