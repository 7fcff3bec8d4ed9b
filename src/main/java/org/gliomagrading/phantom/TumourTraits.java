package org.gliomagrading.phantom;

import org.gliomagrading.cohort.Grade;

/**
 * What a tumour is like. Size, shape, brightness and mass effect do not depend on the grade. The shares of the labels
 * and the texture follow the tumour's malignancy: a number that is higher in high-grade tumours, with overlap, and
 * that each trait follows with a deviation of its own.
 *
 * @param volume volume of the whole tumour (labels 1, 2 and 4) in mm3
 * @param core share of labels 1 and 4 in the whole
 * @param enhancing share of label 4 in the core; 0 for a tumour that does not enhance
 * @param patchy 0 for a closed ring to 1 for scattered patches of enhancement
 * @param necrotic 0 for solid tumour to 1 for necrosis, where label 1 stands
 * @param texture relative standard deviation of the tumour's signal
 * @param brightness T1CE signal of the enhancing part, relative to white matter
 * @param mismatch how far solid tumour is suppressed on FLAIR, 0 to 1
 * @param irregular how far the outline deviates from an ellipsoid, relative
 * @param push strength of the mass effect
 */
record TumourTraits(double volume, double core, double enhancing, double patchy, double necrotic, double texture,
	double brightness, double mismatch, double irregular, double push)
{

	/** Malignancy of the median high-grade tumour, and minus that of the median low-grade one; its deviation is 1. */
	static final double MALIGNANCY = 1.7;

	/** Share of the patients of either grade whose tumour looks as if it were of the other. */
	static final double ATYPICAL = 0.025;

	/** Scale of the logistic distribution whose standard deviation is 1. */
	private static final double LOGISTIC = Math.sqrt(3) / Math.PI;

	/**
	 * @param grade the patient's grade
	 * @param standing where the tumour stands among those of its grade, above 0 and below 1: it sets the malignancy, so
	 *          that a cohort in which the standings are spread evenly is as hard to grade as any other of its size
	 * @param random all the rest
	 */
	static TumourTraits draw(Grade grade, double standing, RandomSource random) {
		double volume = 60_000 * StrictMath.exp(random.gaussian(0, 0.45, 2));
		double brightness = random.uniform(1.45, 2);
		double irregular = random.uniform(0.1, 0.24);
		double push = random.uniform(0.1, 0.35);
		boolean atypical = standing < ATYPICAL;
		double quantile = atypical ? standing / ATYPICAL : (standing - ATYPICAL) / (1 - ATYPICAL);
		double centre = grade == Grade.HGG ^ atypical ? MALIGNANCY : -MALIGNANCY;
		double malignancy = centre + LOGISTIC * StrictMath.log(quantile / (1 - quantile));
		double uptake = malignancy + 0.5 * random.gaussian();
		double enhancing = uptake < -1.1 ? 0 : 0.05 + 0.72 * logistic(1.1 * (uptake - 0.5));
		double patchy = 0.1 + 0.7 * logistic(-1.5 * (uptake - 0.2));
		double oedema = StrictMath.exp(random.gaussian(0.05 + 0.42 * malignancy, 0.5, 2.5));
		double necrotic = logistic(1.5 * (malignancy + 0.5 * random.gaussian()) + 0.3);
		double texture = 0.03 + 0.17 * logistic(1.3 * (malignancy + 0.6 * random.gaussian()));
		double mismatch = random.uniform() < 0.3 ? random.uniform() * (1 - necrotic) : 0;
		return new TumourTraits(volume, 1 / (1 + Math.max(0.08, Math.min(5, oedema))), enhancing, patchy, necrotic, texture,
			brightness, mismatch, irregular, push);
	}

	/** @return radius of the sphere as large as the core, in mm */
	double coreRadius() {
		return StrictMath.cbrt(0.75 * volume * core / StrictMath.PI);
	}

	private static double logistic(double x) {
		return 1 / (1 + StrictMath.exp(-x));
	}
}
