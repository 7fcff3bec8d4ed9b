package org.gliomagrading.volume;

import org.gliomagrading.io.Progress;

/**
 * Tells how far the planes of a file have been read, often enough to watch and to stop it, and not for each of millions.
 */
final class PlaneProgress {

	private static final long REPORTS = 200;

	private final Progress progress;
	private final long count;
	private final String what;

	PlaneProgress(Progress progress, long count, String what) {
		this.progress = progress;
		this.count = count;
		this.what = what;
	}

	/** Called before each plane, and with their number when all are done. */
	void report(long plane) {
		if (plane == count || plane % Math.max(1, count / REPORTS) == 0) progress.report(plane, count, what);
	}
}
