package org.gliomagrading.scifio;

import org.gliomagrading.command.WholeContext;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

import io.scif.Format;
import io.scif.services.FormatService;

/** A context with all services that there are, as in ImageJ, and all of SCIFIO's formats. */
final class ScifioContext {

	private static final int TRIALS = 5;

	private ScifioContext() {
		// only a static method
	}

	/**
	 * SCIFIO makes its formats in a thread of its own, on a busy machine rarely before it can be asked for itself; those
	 * formats are missing then (scifio, issue 272), and another context is started.
	 */
	static Context start() {
		for (int trial = 1;; trial++) {
			Context context = WholeContext.start();
			int formats = context.service(FormatService.class).getAllFormats().size();
			int plugins = context.service(PluginService.class).getPluginsOfType(Format.class).size();
			if (formats == plugins) return context;
			context.dispose();
			if (trial == TRIALS) throw new IllegalStateException("only " + formats + " of SCIFIO's " + plugins + " formats");
		}
	}
}
