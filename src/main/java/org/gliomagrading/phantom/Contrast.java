package org.gliomagrading.phantom;

/**
 * The four images of a patient and how bright each tissue is in them, relative to white matter in T1CE or to what makes
 * the four comparable. The orders are those of 1.5 and 3 T spin echo images: fluid dark on T1 and FLAIR and brightest on
 * T2, grey matter between fluid and white matter.
 */
enum Contrast {
		T1CE(0.24, 0.63, 0.88, 1.35, 0.70, 0.62, 0.34),
		T2(1.70, 0.86, 0.60, 0.35, 1.22, 1.36, 1.55),
		FLAIR(0.20, 0.76, 0.62, 0.45, 1.28, 1.16, 0.62),
		T1(0.24, 0.62, 0.88, 0.55, 0.70, 0.64, 0.38);

	final double csf;
	final double grey;
	final double white;
	final double vein;
	final double oedema;
	/** Tumour that neither enhances nor is necrotic. */
	final double solid;
	final double necrosis;

	Contrast(double csf, double grey, double white, double vein, double oedema, double solid, double necrosis) {
		this.csf = csf;
		this.grey = grey;
		this.white = white;
		this.vein = vein;
		this.oedema = oedema;
		this.solid = solid;
		this.necrosis = necrosis;
	}

	/** @return the enhancing tumour's signal, where T1CE shows it at {@code brightness} times white matter */
	double enhancing(double brightness) {
		return switch (this) {
			case T1CE -> brightness * white;
			case T2 -> 1.08;
			case FLAIR -> 1.06;
			case T1 -> 0.70;
		};
	}
}
