package org.gliomagrading.volume;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.IntensityConverter;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.PairNames;
import org.scijava.plugin.Plugin;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Opens NIfTI files with this project's own reader. Works without a SciJava context too. */
@Plugin(type = VolumeOpener.class, label = "NIfTI (.nii, .nii.gz, .hdr, .img)")
public class NiftiVolumeOpener implements VolumeOpener {

	private static final int AXES = 3;

	/** Most voxels along an axis: eight times those of a fine clinical scan. A slice as floats then takes 64 MB at most. */
	private static final int MAX_LENGTH = 4096;

	@Override
	public boolean supports(Path file) {
		String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".nii") || name.endsWith(".nii.gz") || PairNames.isHeader(name) || PairNames.isVoxels(name);
	}

	/** Further axes of length 1 are dropped. An axis of more than 4096 voxels is an error. */
	@Override
	public Volume open(Path file) throws InputException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			NiftiHeader header = reader.header();
			if (header.type().channels() > 1) throw new InputException(file, "has voxels of type " + header.type() +
				"; one number for each voxel is needed");
			checkAxes(file, header.shape());
			checkAffine(file, header.affine());
			NiftiImage image = reader.read();
			RandomAccessibleInterval<? extends RealType<?>> stored = image.stored();
			while (stored.numDimensions() > AXES)
				stored = Views.hyperSlice(stored, stored.numDimensions() - 1, 0);
			Volume volume = new Volume(file.getFileName().toString(), stored, converter(header), header.affine());
			Optional<String> problem = volume.notFinite();
			if (problem.isPresent()) throw new InputException(file, problem.get());
			return volume;
		}
	}

	/**
	 * @param header a file's header
	 * @return makes intensities of the file's numbers; the only way that they become floats, here and later
	 */
	protected IntensityConverter converter(NiftiHeader header) {
		return header.scaling().converter();
	}

	private static void checkAxes(Path file, long[] shape) throws InputException {
		if (shape.length < AXES || Arrays.stream(shape).skip(AXES).anyMatch(length -> length > 1)) throw new InputException(
			file, "has the axes " + Arrays.toString(shape) + "; a volume of three axes is needed");
		if (Arrays.stream(shape).anyMatch(length -> length > MAX_LENGTH)) throw new InputException(file, "has " + shape[0] +
			" x " + shape[1] + " x " + shape[2] + " voxels; at most " + MAX_LENGTH +
			" along an axis can be used: resample or crop it");
	}

	private static void checkAffine(Path file, double[][] affine) throws InputException {
		try {
			Orientation.of(affine);
		}
		catch (IllegalArgumentException e) {
			throw new InputException(file, "has an affine that does not give the directions of three axes; correct its " +
				"sform or qform", e);
		}
	}
}
