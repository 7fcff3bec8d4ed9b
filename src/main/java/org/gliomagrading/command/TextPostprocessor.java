package org.gliomagrading.command;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

import ij.IJ;
import ij.text.TextWindow;

/**
 * Shows the JSON of our commands: in a window, where a macro finds it as {@code getInfo("window.contents")}, or, headless,
 * in ImageJ's log.
 */
@Plugin(type = PostprocessorPlugin.class)
public class TextPostprocessor extends AbstractPostprocessorPlugin {

	private static final int WIDTH = 700;
	private static final int HEIGHT = 500;

	@Parameter(required = false)
	private UIService ui;

	@Override
	public void process(Module module) {
		if (!Parameters.isOurs(module) || !(module.getOutput("json") instanceof String json)) return;
		if (ui == null || ui.isHeadless()) IJ.log(json);
		else new TextWindow(module.getInfo().getTitle().replace("...", "") + " - json", json, WIDTH, HEIGHT);
		module.resolveOutput("json");
	}
}
