package org.gliomagrading.io;

import java.util.concurrent.CancellationException;

/** Is told how far a long piece of work has come, and stops it when the user asks. */
@FunctionalInterface
public interface Progress {

	/** Shows nothing and stops nothing. */
	Progress NONE = (done, total, what) -> {
		// nobody watches
	};

	/**
	 * Called before each step, and once when all are done.
	 *
	 * @param done the number of steps that are done
	 * @param total the number of steps in all, or 0 if unknown
	 * @param what what is done now, in a few words: a patient, an epoch with its loss
	 * @throws CancellationException if the user stopped the work; pass it on, leaving no half-written files
	 */
	void report(long done, long total, String what);
}
