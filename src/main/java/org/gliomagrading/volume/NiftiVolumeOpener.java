package org.gliomagrading.volume;

import java.nio.file.Path;
import java.util.Locale;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.IntensityConverter;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.PairNames;
import org.scijava.plugin.Plugin;

/** Opens NIfTI files with this project's own reader. Works without a SciJava context too. */
@Plugin(type = VolumeOpener.class, label = "NIfTI (.nii, .nii.gz, .hdr, .img)")
public class NiftiVolumeOpener implements VolumeOpener {

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
			VolumeGrid.check(file, header);
			return VolumeGrid.volume(file, reader.read().stored(), converter(header), header.affine());
		}
	}

	/**
	 * @param header a file's header
	 * @return makes intensities of the file's numbers; the only way that they become floats, here and later
	 */
	protected IntensityConverter converter(NiftiHeader header) {
		return header.scaling().converter();
	}
}
