package org.gliomagrading.volume;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;
import org.scijava.plugin.Plugin;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Opens NIfTI files with this project's own reader. Works without a SciJava context too. */
@Plugin(type = VolumeOpener.class, label = "NIfTI (.nii, .nii.gz)")
public class NiftiVolumeOpener implements VolumeOpener {

	private static final int AXES = 3;

	/** Most voxels along an axis: eight times those of a fine clinical scan. A slice as floats then takes 64 MB at most. */
	private static final int MAX_LENGTH = 4096;

	@Override
	public boolean supports(Path file) {
		String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".nii") || name.endsWith(".nii.gz");
	}

	/** Further axes of length 1 are dropped. An axis of more than 4096 voxels is an error. */
	@Override
	public Volume open(Path file) throws InputException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			NiftiHeader header = reader.header();
			checkAxes(file, header.shape());
			checkAffine(file, header.affine());
			NiftiImage image = reader.read();
			RandomAccessibleInterval<FloatType> voxels = image.values();
			while (voxels.numDimensions() > AXES)
				voxels = Views.hyperSlice(voxels, voxels.numDimensions() - 1, 0);
			if (mayOverflow(header)) checkFinite(file, voxels);
			return new Volume(file.getFileName().toString(), voxels, header.affine());
		}
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

	/** Integers are finite as long as the scaling keeps their type's ends so; then there is no need to look. */
	private static boolean mayOverflow(NiftiHeader header) {
		NiftiType type = header.type();
		double largest = Math.scalb(1.0, type.bits()) * Math.abs(header.scaling().slope()) + Math.abs(header.scaling()
			.inter());
		return type.isFloat() || largest >= Float.MAX_VALUE;
	}

	private static void checkFinite(Path file, RandomAccessibleInterval<FloatType> voxels) throws InputException {
		Cursor<FloatType> cursor = Views.flatIterable(voxels).localizingCursor();
		while (cursor.hasNext()) {
			float value = cursor.next().get();
			if (!Float.isFinite(value)) throw new InputException(file, "holds the value " + value + " at voxel (" + cursor
				.getLongPosition(0) + ", " + cursor.getLongPosition(1) + ", " + cursor.getLongPosition(2) +
				"), counted from 0; only finite values can be used");
		}
	}
}
