package org.gliomagrading.training;

/**
 * What a training may do beyond the study's recipe.
 *
 * @param classWeights whether slices weigh by their grade, so that both grades' slices together weigh the same: each
 *          n / (2 n_grade) over the training slices, as scikit-learn's {@code balanced}
 * @param flips whether training slices are mirrored at random, left to right
 * @param rotation training slices are turned at random by up to so many degrees; 0 turns none
 * @param schedule how the step size changes
 * @param gradientClipping largest norm of all gradients together; 0 for no limit
 * @param weightDecay share of the step size by which every weight shrinks in each step (decoupled, as in AdamW); 0 for none
 */
public record TrainingOptions(boolean classWeights, boolean flips, double rotation, LearningRateSchedule schedule,
	double gradientClipping, double weightDecay)
{

	/** The study's: none. */
	public static final TrainingOptions NONE = new TrainingOptions(false, false, 0, new LearningRateSchedule.Constant(), 0, 0);

	/** Checks the ranges. */
	public TrainingOptions {
		if (!(rotation >= 0) || !(gradientClipping >= 0) || !(weightDecay >= 0)) throw new IllegalArgumentException(
			"rotation, gradientClipping and weightDecay start at 0");
	}

	/** @return whether this is the study's recipe */
	boolean isNone() {
		return new TrainingOptions(classWeights, flips, rotation, NONE.schedule, gradientClipping, weightDecay).equals(NONE) &&
			schedule.name().equals(NONE.schedule.name());
	}

	/**
	 * @param size height and width of a slice, in pixels
	 * @return what is done to slices at random before they are learned from
	 */
	Augmentation augmentation(int size) {
		return new Augmentation(flips, rotation, size);
	}
}
