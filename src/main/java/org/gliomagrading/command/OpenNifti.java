package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;

import org.gliomagrading.io.Progress;
import org.gliomagrading.volume.DisplayOrientation;
import org.gliomagrading.volume.ImageOpener;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

/** Shows a NIfTI or ANALYZE file as axial slices. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Open NIfTI...",
	description = "Shows a NIfTI or ANALYZE file in ImageJ as axial slices, flipped and permuted, never interpolated")
public class OpenNifti extends GliomaCommand {

	@Parameter(style = FileWidget.OPEN_STYLE,
		description = "the file: .nii, .hdr or .img, each also with .gz; of a pair, either one")
	private File input;

	@Parameter(required = false, choices = { "radiological", "neurological", "stored" },
		description = "radiological: the patient's right on the left; neurological: on the right; stored: axes as in the file")
	private String orientation = "radiological";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus image;

	@Override
	protected void work(Progress progress) throws IOException {
		image = new ImageOpener(progress, this::tell).open(input.toPath(), DisplayOrientation.named(orientation));
	}
}
