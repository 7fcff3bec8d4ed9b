package org.gliomagrading.training;

/**
 * How much of the slices that are trained on may be kept, so that they need not be decoded in every epoch.
 *
 * @param memoryMb most memory for them, in MB (a million bytes), outside of Java's heap
 * @param diskMb most space for those that memory does not hold, in temporary files in the output folder, in MB
 */
public record CacheLimits(long memoryMb, long diskMb) {

	/** All slices of BraTS 2020 at 380 pixels, on disk; what the system's memory can hold of that it keeps by itself. */
	public static final CacheLimits DEFAULT = new CacheLimits(0, 30_000);

	private static final long MB = 1_000_000;

	/** Checks the ranges. */
	public CacheLimits {
		if (memoryMb < 0 || diskMb < 0) throw new IllegalArgumentException("limits start at 0");
	}

	/** @return the room that these limits leave while it is empty */
	CacheSpace space() {
		return new CacheSpace(memoryMb * MB, diskMb * MB);
	}
}
