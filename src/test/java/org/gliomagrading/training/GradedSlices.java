package org.gliomagrading.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;

/** Slices that come from no files. */
final class GradedSlices {

	private GradedSlices() {
		// only static methods
	}

	/** A store with room for all. */
	static SliceStore store(Path folder, int length) {
		return store(folder, length, CacheLimits.DEFAULT.space());
	}

	/** A store that may hold some; the others are lost. */
	static SliceStore store(Path folder, int length, CacheSpace space) {
		return new SliceStore(folder, length, space, (patient, positions, targets) -> {
			throw new IOException("cannot be read again");
		});
	}

	static Patient patient(String id, boolean high) {
		return new Patient(id, "", Optional.of(high ? Grade.HGG : Grade.LGG), Map.of(), Optional.empty(), "");
	}

	/** Adds a patient with these slices. */
	static void add(SliceStore store, boolean high, float[]... slices) throws IOException {
		store.begin(patient("Patient", high));
		for (float[] slice : slices)
			store.add(slice);
	}
}
