package org.gliomagrading.fusion;

import java.util.Map;

import org.gliomagrading.io.InputException;
import org.scijava.service.SciJavaService;

/** Finds the fusion strategies by the names in their annotations. */
public interface FusionService extends SciJavaService {

	/**
	 * @param names names of strategies, separated by commas
	 * @return the strategies by name, in the order of the names
	 * @throws InputException if a name is unknown (the message lists the known ones) or given twice, or there is none
	 */
	Map<String, FusionStrategy> strategies(String names) throws InputException;
}
