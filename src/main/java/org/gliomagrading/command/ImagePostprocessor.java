package org.gliomagrading.command;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

/**
 * Shows the image of our commands, which SciJava would drop: in a window, or, headless, as the current image of the macro
 * that runs the command. ImageJ has a current image for each thread, and commands run in threads of their own.
 */
@Plugin(type = PostprocessorPlugin.class)
public class ImagePostprocessor extends AbstractPostprocessorPlugin {

	@Parameter(required = false)
	private UIService ui;

	@Parameter
	private ThreadService threads;

	@Override
	public void process(Module module) {
		if (!Parameters.isOurs(module) || !(module.getOutput("image") instanceof ImagePlus image)) return;
		if (ui == null || ui.isHeadless()) makeCurrent(image);
		else image.show();
		module.resolveOutput("image");
	}

	private void makeCurrent(ImagePlus image) {
		Thread caller = threads.getParent(Thread.currentThread());
		WindowManager.setTempCurrentImage(caller == null ? Thread.currentThread() : caller, image);
		Interpreter.addBatchModeImage(image);
	}
}
