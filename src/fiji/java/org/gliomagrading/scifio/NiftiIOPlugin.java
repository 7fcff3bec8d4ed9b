package org.gliomagrading.scifio;

import java.io.IOException;
import java.net.URISyntaxException;

import org.gliomagrading.io.InputException;
import org.scijava.Priority;
import org.scijava.io.AbstractIOPlugin;
import org.scijava.io.IOPlugin;
import org.scijava.io.location.Location;
import org.scijava.io.location.LocationService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginService;

import io.scif.Format;
import io.scif.FormatException;
import io.scif.config.SCIFIOConfig;
import io.scif.services.DatasetIOService;
import io.scif.services.FormatService;
import net.imagej.Dataset;
import net.imagej.axis.Axes;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;

/**
 * Opens NIfTI files wherever ImageJ opens files. ImageJ's own File &gt; Open, drag and drop and {@code open(path)} ask
 * only those plugins before ImageJ 1 that have the attribute {@code eager}.
 */
@Plugin(type = IOPlugin.class, priority = Priority.HIGH, attrs = @Attr(name = "eager"))
public class NiftiIOPlugin extends AbstractIOPlugin<Dataset> {

	@Parameter
	private FormatService formatService;

	@Parameter
	private PluginService pluginService;

	@Parameter
	private DatasetIOService datasetIOService;

	@Parameter
	private LocationService locationService;

	@Override
	public Class<Dataset> getDataType() {
		return Dataset.class;
	}

	@Override
	public boolean supportsOpen(String source) {
		try {
			Location location = locationService.resolve(source);
			return location != null && supportsOpen(location);
		}
		catch (URISyntaxException e) {
			return false;
		}
	}

	@Override
	public boolean supportsOpen(Location source) {
		try {
			Format format = format();
			return format != null && format.createChecker().isFormat(source, new SCIFIOConfig(getContext()).checkerSetOpen(true));
		}
		catch (FormatException e) {
			return false;
		}
	}

	@Override
	public Dataset open(String source) throws IOException {
		try {
			return open(locationService.resolve(source));
		}
		catch (URISyntaxException e) {
			throw new IOException(source + " is no path and no address", e);
		}
	}

	/** What is wrong with a file is told in one line: SCIFIO wraps it into exceptions of its own. */
	@Override
	public Dataset open(Location source) throws IOException {
		try {
			Dataset image = datasetIOService.open(source);
			if (image.getCompositeChannelCount() == 1) setDisplayRange(image);
			return image;
		}
		catch (IOException e) {
			for (Throwable cause = e; cause != null; cause = cause.getCause())
				if (cause instanceof InputException problem) throw problem;
			throw e;
		}
	}

	/**
	 * SCIFIO's instance of the format. Rarely SCIFIO makes its formats before it is there itself, and they fail (scifio,
	 * issue 272): then it is made now.
	 */
	private Format format() {
		Format format = formatService.getFormatFromClass(NiftiFormat.class);
		if (format != null) return format;
		format = pluginService.createInstance(pluginService.getPlugin(NiftiFormat.class, Format.class));
		if (format != null) formatService.addFormat(format);
		return format;
	}

	/** Least to largest voxel: ImageJ would show the whole range of a 16-bit type, of which MRI uses little. */
	private static void setDisplayRange(Dataset image) {
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		Cursor<? extends RealType<?>> cursor = image.getImgPlus().cursor();
		while (cursor.hasNext()) {
			double value = cursor.next().getRealDouble();
			if (Double.isNaN(value) || Double.isInfinite(value)) continue;
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		int channel = image.dimensionIndex(Axes.CHANNEL);
		for (int c = 0; min <= max && c < (channel < 0 ? 1 : image.dimension(channel)); c++) {
			image.setChannelMinimum(c, min);
			image.setChannelMaximum(c, max);
		}
	}
}
