package org.gliomagrading.network;

import java.util.Optional;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** What is asked of the C library of Linux. */
interface CLibrary extends Library {

	/** setenv(3): unlike Java's copy of the environment, native libraries see it. */
	int setenv(String name, String value, int overwrite);

	/** malloc_trim(3), which glibc alone has: gives free memory back to the system. */
	int malloc_trim(long pad);

	/** @return the C library; empty but on Linux */
	static Optional<CLibrary> load() {
		return System.getProperty("os.name").equals("Linux") ? Optional.of(Native.load("c", CLibrary.class)) : Optional.empty();
	}
}
