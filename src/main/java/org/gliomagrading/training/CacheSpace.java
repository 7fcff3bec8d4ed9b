package org.gliomagrading.training;

/** The room for slices that is left in memory and on disk, shared by those to train and those to validate on. */
final class CacheSpace {

	private long memory;
	private long disk;

	/**
	 * @param memory bytes in memory
	 * @param disk bytes on disk
	 */
	CacheSpace(long memory, long disk) {
		this.memory = memory;
		this.disk = disk;
	}

	/** @return whether there was so much left in memory; it is taken then */
	boolean takeMemory(long bytes) {
		if (memory < bytes) return false;
		memory -= bytes;
		return true;
	}

	/** Memory is less than was thought. */
	void noMoreMemory() {
		memory = 0;
	}

	/** @return whether there was so much left on disk; it is taken then */
	boolean takeDisk(long bytes) {
		if (disk < bytes) return false;
		disk -= bytes;
		return true;
	}
}
