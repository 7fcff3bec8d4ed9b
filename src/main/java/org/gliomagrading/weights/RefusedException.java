package org.gliomagrading.weights;

import java.io.IOException;

/** What is wrong with a weight file, without its name: {@link WeightFile#problem} puts that before. */
final class RefusedException extends IOException {

	private static final long serialVersionUID = 1L;

	/** @param problem what is wrong and what to do, starting in lower case */
	RefusedException(String problem) {
		super(problem);
	}

	/** A file that is not as its format asks for. */
	static RefusedException damaged(String how) {
		return new RefusedException("is damaged or truncated: " + how + "; fetch it again");
	}

	/** As above, as another exception tells. */
	static RefusedException damaged(String how, Throwable cause) {
		RefusedException refused = damaged(how);
		refused.initCause(cause);
		return refused;
	}
}
