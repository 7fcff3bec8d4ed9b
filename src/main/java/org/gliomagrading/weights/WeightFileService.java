package org.gliomagrading.weights;

import java.nio.file.Path;

import org.gliomagrading.io.InputException;
import org.scijava.service.SciJavaService;

/** Opens weight files of every format that there is a {@link WeightFormat} for. */
public interface WeightFileService extends SciJavaService {

	/** The bytes that a format is told by. */
	int START = 64;

	/**
	 * @param file a file of weights, of any name
	 * @return the file, with its tensors listed; to be closed
	 * @throws InputException if it is missing, of no known format (the message lists them), damaged, or holds anything
	 *           that would have to be executed
	 */
	WeightFile open(Path file) throws InputException;
}
