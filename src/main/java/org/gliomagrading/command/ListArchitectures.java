package org.gliomagrading.command;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.Architecture;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Lists the study's networks: their families, backbones, input sizes and published weights. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>List Architectures",
	description = "Lists the study's networks, with where their weights are published")
public class ListArchitectures extends TableCommand {

	@Override
	protected Table execute(Progress progress) {
		return Architecture.table();
	}
}
