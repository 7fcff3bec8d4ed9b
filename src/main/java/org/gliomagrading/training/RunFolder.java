package org.gliomagrading.training;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a training writes.
 *
 * @param path the model folder
 * @param resume whether to go on where an earlier run in this folder was stopped
 * @param featureCache where features are kept when the head alone is trained; in the model folder if empty
 * @param cache how many of the slices that are trained on may be kept there and in memory
 */
public record RunFolder(Path path, boolean resume, Optional<Path> featureCache, CacheLimits cache) {

	/**
	 * @param path the model folder
	 * @return a training that starts anew
	 */
	public static RunFolder of(Path path) {
		return new RunFolder(path, false, Optional.empty(), CacheLimits.DEFAULT);
	}

	/** @return where features are kept */
	Path features() {
		return featureCache.orElse(path.resolve("features"));
	}
}
