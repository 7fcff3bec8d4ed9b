package org.gliomagrading.command;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.gliomagrading.io.InputException;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;

import ij.IJ;
import ij.Macro;

/**
 * Headless and in macros, gives each parameter of our commands that was not given its default, before SciJava fills in
 * the value of an earlier run or asks in a dialog. The same macro thus does the same on any day and any machine.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 2)
public class UnattendedPreprocessor extends AbstractPreprocessorPlugin {

	@Parameter(required = false)
	private UIService ui;

	@Parameter
	private LogService log;

	private final BooleanSupplier inMacro;
	private final Supplier<String> macroOptions;

	/** Asks ImageJ whether a macro runs. */
	public UnattendedPreprocessor() {
		this(IJ::isMacro, Macro::getOptions);
	}

	UnattendedPreprocessor(BooleanSupplier inMacro, Supplier<String> macroOptions) {
		this.inMacro = inMacro;
		this.macroOptions = macroOptions;
	}

	@Override
	public void process(Module module) {
		if (!Parameters.isOurs(module)) return;
		boolean macro = inMacro.getAsBoolean();
		if (!macro && hasWindows()) return;
		try {
			if (macro) readMacroOptions(module);
			for (ModuleItem<?> item : Parameters.of(module.getInfo()))
				if (!module.isInputResolved(item.getName())) setDefault(module, item);
		}
		catch (InputException e) {
			Refusal.log(log, ui, e.getMessage(), e);
			cancel(e.getMessage());
		}
	}

	/** Whether there is somebody to ask. */
	boolean hasWindows() {
		return ui != null && !ui.isHeadless();
	}

	/** Reads the options again, strictly: before us they were converted as far as SciJava could, and dropped otherwise. */
	private void readMacroOptions(Module module) throws InputException {
		for (Map.Entry<String, String> option : MacroOptions.parse(macroOptions.get()).entrySet()) {
			ModuleItem<?> item = Parameters.named(module.getInfo(), option.getKey());
			module.setInput(item.getName(), Parameters.value(item, option.getValue()));
			module.resolveInput(item.getName());
		}
	}

	private static void setDefault(Module module, ModuleItem<?> item) throws InputException {
		Object value = item.getDefaultValue();
		if (value == null && item.isRequired()) throw Parameters.missing(item);
		module.setInput(item.getName(), value);
		module.resolveInput(item.getName());
	}
}
