package org.gliomagrading.training;

import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/**
 * How the step size changes from epoch to epoch. A schedule is a SciJava plugin; the name in its annotation is the one by
 * which {@code schedule} asks for it.
 */
public interface LearningRateSchedule extends SciJavaPlugin {

	/**
	 * @param epoch the epoch, 1-based
	 * @param epochs most epochs of the training
	 * @return what the step size is multiplied with in that epoch, above 0; it depends on nothing else, so that a training
	 *         that goes on does so with the same steps
	 */
	double factor(int epoch, int epochs);

	/** @return the name in its annotation */
	default String name() {
		return getClass().getAnnotation(Plugin.class).name();
	}

	/** The same step size throughout: the study's. */
	@Plugin(type = LearningRateSchedule.class, name = "constant")
	final class Constant implements LearningRateSchedule {

		@Override
		public double factor(int epoch, int epochs) {
			return 1;
		}
	}

	/** Falls along half a cosine (Loshchilov and Hutter 2017, without restarts): torch's {@code CosineAnnealingLR}. */
	@Plugin(type = LearningRateSchedule.class, name = "cosine")
	final class Cosine implements LearningRateSchedule {

		@Override
		public double factor(int epoch, int epochs) {
			return (1 + Math.cos(Math.PI * (epoch - 1) / epochs)) / 2;
		}
	}
}
