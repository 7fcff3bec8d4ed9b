package org.gliomagrading.command;

import java.io.IOException;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.BackboneService;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Lists the study's networks: their families, backbones, input sizes, published weights and stages. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>List Architectures",
	description = "Lists the study's networks, with where their weights are published")
public class ListArchitectures extends TableCommand {

	@Override
	protected Table execute(Progress progress) throws IOException {
		return Architecture.table(context().service(BackboneService.class));
	}
}
