package org.gliomagrading.training;

import java.util.Optional;

import com.sun.jna.Memory;

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

	/**
	 * @param bytes how many are wanted
	 * @return memory outside of Java's heap; empty if there is not so much left, by the limit or on this machine
	 */
	Optional<Memory> takeMemory(long bytes) {
		if (memory < bytes) return Optional.empty();
		try {
			Memory taken = new Memory(bytes);
			memory -= bytes;
			return Optional.of(taken);
		}
		catch (OutOfMemoryError | LinkageError e) {
			memory = 0; // the machine has less than was allowed, or JNA does not work here
			return Optional.empty();
		}
	}

	/** @return whether there was so much left on disk; it is taken then */
	boolean takeDisk(long bytes) {
		if (disk < bytes) return false;
		disk -= bytes;
		return true;
	}
}
