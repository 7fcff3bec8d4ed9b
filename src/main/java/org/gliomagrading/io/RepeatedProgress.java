package org.gliomagrading.io;

/**
 * Passes reports on, and repeats the last one whenever it is run: in the middle of a long step it asks so whether the work
 * shall stop.
 */
public final class RepeatedProgress implements Progress, Runnable {

	private final Progress progress;
	private long done;
	private long total;
	private String what = "";

	/** @param progress told of each report, and again */
	public RepeatedProgress(Progress progress) {
		this.progress = progress;
	}

	@Override
	public void report(long newDone, long newTotal, String newWhat) {
		done = newDone;
		total = newTotal;
		what = newWhat;
		run();
	}

	@Override
	public void run() {
		progress.report(done, total, what);
	}
}
