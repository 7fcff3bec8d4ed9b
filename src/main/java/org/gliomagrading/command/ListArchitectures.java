package org.gliomagrading.command;

import java.util.List;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.Architecture;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Lists the networks that can be trained. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>List Architectures",
	description = "Lists the networks that can be trained")
public class ListArchitectures extends TableCommand {

	@Override
	protected Table execute(Progress progress) {
		return new Table(List.of("architecture", "family", "input_size"), Architecture.CATALOGUE.stream().map(each -> List
			.<Object> of(each.name(), each.family(), each.inputSize())).toList());
	}
}
