package org.gliomagrading.cohort;

import java.util.Locale;
import java.util.Optional;

/** The grade of a glioma as BraTS gives it: high (the positive class) or low. */
public enum Grade {
		/** High-grade glioma: in BraTS, glioblastoma (WHO grade 4). */
		HGG,
		/** Low-grade glioma: in BraTS, WHO grades 2 and 3. */
		LGG;

	/**
	 * @param word a word from a table, in any case
	 * @return the grade, or empty if the word is neither {@code HGG} nor {@code LGG}
	 */
	public static Optional<Grade> of(String word) {
		return switch (word.trim().toUpperCase(Locale.ROOT)) {
			case "HGG" -> Optional.of(HGG);
			case "LGG" -> Optional.of(LGG);
			default -> Optional.empty();
		};
	}

	/**
	 * @param pHgg probability of a high-grade glioma, or what stands for it, 0 to 1
	 * @param threshold where HGG begins
	 * @return the grade that is called; a tie is HGG
	 */
	public static Grade called(double pHgg, double threshold) {
		return pHgg >= threshold ? HGG : LGG;
	}
}
