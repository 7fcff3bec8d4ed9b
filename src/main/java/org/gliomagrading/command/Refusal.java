package org.gliomagrading.command;

import org.scijava.log.LogService;
import org.scijava.ui.UIService;

/**
 * Tells the user, once, why one of our commands does not do its work. Where there are windows, SciJava shows the reason
 * of a cancelled command in one; an error in the log would open the console beside it, with the same line.
 */
final class Refusal {

	private Refusal() {
		// only static methods
	}

	/**
	 * @param log takes the reason where SciJava does not show it; if it is for debugging, always, and with the cause
	 * @param ui the user interface; null where there is none
	 * @param reason one line, which the command is then cancelled with
	 * @param cause where the reason came from
	 */
	static void log(LogService log, UIService ui, String reason, Throwable cause) {
		if (log.isDebug()) log.error(reason, cause);
		else if (ui == null || ui.isHeadless()) log.error(reason);
	}
}
