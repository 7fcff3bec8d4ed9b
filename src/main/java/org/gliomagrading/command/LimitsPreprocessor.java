package org.gliomagrading.command;

import org.gliomagrading.io.InputException;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.module.process.SaveInputsPreprocessor;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Checks the parameters of our commands for being there, for their range and for their choices, from wherever they come:
 * a dialog, a macro, a script or the command line. It runs after the dialog and before the values are remembered.
 */
@Plugin(type = PreprocessorPlugin.class, priority = SaveInputsPreprocessor.PRIORITY + 0.5)
public class LimitsPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter
	private LogService log;

	@Override
	public void process(Module module) {
		if (!Parameters.isOurs(module)) return;
		try {
			for (ModuleItem<?> item : Parameters.of(module.getInfo()))
				Parameters.check(item, item.getValue(module));
		}
		catch (InputException e) {
			log.error(e.getMessage());
			cancel(e.getMessage());
		}
	}
}
