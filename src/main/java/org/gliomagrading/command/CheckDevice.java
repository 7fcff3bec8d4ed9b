package org.gliomagrading.command;

import java.io.IOException;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.PyTorchSetup;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Checks which PyTorch library runs, and whether it can use a GPU. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Check Device",
	description = "Checks which PyTorch library runs, and whether it can use a GPU")
public class CheckDevice extends TableCommand {

	@Override
	protected Table execute(Progress progress) throws IOException {
		List<PyTorchSetup.Finding> findings = PyTorchSetup.ofProcess().check();
		for (PyTorchSetup.Finding finding : findings)
			if (!finding.good()) throw new InputException(finding.subject() + ": " + finding.text());
		return new Table(List.of("subject", "finding"), findings.stream().map(finding -> List.<Object> of(finding.subject(),
			finding.text())).toList());
	}
}
