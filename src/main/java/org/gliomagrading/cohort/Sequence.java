package org.gliomagrading.cohort;

import java.util.Locale;

/** The MRI sequences that are used, in the order of the network's input channels. T1 without contrast is not used. */
public enum Sequence {
		/** T1-weighted, contrast-enhanced. */
		T1CE,
		/** T2-weighted. */
		T2,
		/** T2-weighted, fluid attenuated. */
		FLAIR;

	/**
	 * @return the sequence's word in BraTS file names and in the columns of {@code cohort.csv}: {@code t1ce}, {@code t2},
	 *         {@code flair}
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
