package org.gliomagrading.weights;

import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.Variant;
import org.scijava.service.SciJavaService;

/** Finds the tensors of a backbone in files of every publisher that there is a {@link NameMap} for. */
public interface NameMapService extends SciJavaService {

	/**
	 * @param backbone the backbone
	 * @param variant whose implementation the file is for; if empty, it is told by the file's names
	 * @param file an open file
	 * @return the backbone's tensors in the file, each exactly once
	 * @throws InputException if the file is another network's: it lacks a tensor, has one of another shape, or one that has no
	 *           place in the network
	 */
	FittedWeights fit(Backbone backbone, Optional<Variant> variant, WeightFile file) throws InputException;
}
