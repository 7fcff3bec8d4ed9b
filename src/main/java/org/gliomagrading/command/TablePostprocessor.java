package org.gliomagrading.command;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/**
 * Shows the table of our commands, which SciJava would drop: in a window, or, headless, as ImageJ's own results table,
 * where a macro's {@code Table} functions find it.
 */
@Plugin(type = PostprocessorPlugin.class)
public class TablePostprocessor extends AbstractPostprocessorPlugin {

	@Parameter(required = false)
	private UIService ui;

	@Override
	public void process(Module module) {
		if (!Parameters.isOurs(module) || !(module.getOutput("table") instanceof ResultsTable table)) return;
		if (ui == null || ui.isHeadless()) Analyzer.setResultsTable(table);
		else table.show(module.getInfo().getTitle().replace("...", "") + " - table");
		module.resolveOutput("table");
	}
}
