package org.gliomagrading.command;

import org.scijava.Context;
import org.scijava.app.AppService;
import org.scijava.ui.UIService;

/** A context with all services that there are, as in ImageJ. */
public final class WholeContext {

	private WholeContext() {}

	/**
	 * @return a context that has made its user interfaces already: otherwise the first status message lets another thread
	 *         make them while a command's thread makes other objects, which SciJava's cache of annotated fields does not
	 *         always survive (scijava-common, issue 148)
	 */
	public static Context start() {
		Context context = new Context();
		context.service(AppService.class).getApp();
		context.service(UIService.class).getAvailableUIs();
		return context;
	}
}
