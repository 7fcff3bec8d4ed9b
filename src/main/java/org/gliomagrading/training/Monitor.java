package org.gliomagrading.training;

import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Says how good an epoch is by the validation slices: the best epoch's weights are kept. A monitor is a SciJava plugin; the
 * name in its annotation is the one by which {@code monitor} asks for it.
 */
public interface Monitor extends SciJavaPlugin {

	/**
	 * @param validation what an epoch's weights say of the validation slices
	 * @return how good that is: the higher the better, of equal ones the lower loss
	 */
	double score(Validation validation);

	/** @return the name in its annotation */
	default String name() {
		return getClass().getAnnotation(Plugin.class).name();
	}
}
