package org.gliomagrading.command;

import java.util.Map;

import org.gliomagrading.io.InputException;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.module.process.SaveInputsPreprocessor;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/**
 * Checks the parameters of our commands for being there, for their range and for their choices, from wherever they come:
 * a dialog, a macro, a script or the command line. It runs after the dialog and before the values are remembered.
 */
@Plugin(type = PreprocessorPlugin.class, priority = SaveInputsPreprocessor.PRIORITY + 0.5)
public class LimitsPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter(required = false)
	private UIService ui;

	@Parameter
	private LogService log;

	@Override
	public void process(Module module) {
		if (!Parameters.isOurs(module)) return;
		try {
			Map<String, String> typed = ((GliomaCommand) module.getDelegateObject()).typed();
			for (ModuleItem<?> item : Parameters.of(module.getInfo())) {
				if (typed.containsKey(item.getName())) readTyped(module, item, typed.get(item.getName()));
				Parameters.check(item, item.getValue(module));
			}
		}
		catch (InputException e) {
			Refusal.log(log, ui, e.getMessage(), e);
			cancel(e.getMessage());
		}
	}

	private static void readTyped(Module module, ModuleItem<?> item, String text) throws InputException {
		Object value = text.isBlank() ? item.getDefaultValue() : Parameters.value(item, text);
		if (value == null) throw Parameters.missing(item);
		module.setInput(item.getName(), value);
	}
}
