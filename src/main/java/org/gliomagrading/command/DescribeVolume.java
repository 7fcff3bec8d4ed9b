package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;

import org.gliomagrading.io.Progress;
import org.gliomagrading.volume.VolumeDescription;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Tells what a NIfTI or ANALYZE file holds, as JSON. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Describe Volume...",
	description = "Describes a NIfTI or ANALYZE file as JSON: shape, type, spacing, orientation, statistics")
public class DescribeVolume extends GliomaCommand {

	@Parameter(style = FileWidget.OPEN_STYLE,
		description = "the file: .nii, .hdr or .img, each also with .gz; of a pair, either one")
	private File input;

	@Parameter(type = ItemIO.OUTPUT)
	private String json;

	@Override
	protected void work(Progress progress) throws IOException {
		json = VolumeDescription.of(input.toPath(), progress).toJson();
	}
}
