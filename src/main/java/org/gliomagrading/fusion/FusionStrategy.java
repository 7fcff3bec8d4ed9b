package org.gliomagrading.fusion;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Fuses the predictions of a patient's slices into one. A strategy is a SciJava plugin; the name in its annotation is its
 * name in tables and parameters.
 */
public interface FusionStrategy extends SciJavaPlugin {

	/**
	 * @param pHgg P(HGG) of each slice of one patient, each 0 to 1, at least one
	 * @return the patient's result, 0 to 1
	 */
	double fuse(double[] pHgg);
}
