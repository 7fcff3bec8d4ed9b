package org.gliomagrading.fusion;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Fuses the predictions of a patient's slices into one. A strategy is a SciJava plugin; the name in its annotation is
 * its name in tables and parameters. One that has a parameter takes it in brackets after the name, {@code top(5)}, and
 * says so in its annotation's label.
 */
public interface FusionStrategy extends SciJavaPlugin {

	/**
	 * @param pHgg P(HGG) of each slice of one patient, each 0 to 1, at least one
	 * @return the patient's result, 0 to 1
	 */
	double fuse(double[] pHgg);

	/**
	 * @param parameter what stands in brackets after the name; empty where there are none
	 * @return the strategy with this parameter
	 * @throws InputException if it takes no such parameter; the message goes on after the strategy's name
	 */
	default FusionStrategy with(String parameter) throws InputException {
		if (!parameter.isEmpty()) throw new InputException("takes no parameter; leave out the brackets");
		return this;
	}
}
