package org.gliomagrading.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which names belong to the two files of a pair, {@code .hdr} and {@code .img}, each also with {@code .gz}; and to SPM's
 * {@code .mat} beside them.
 */
public final class PairNames {

	private static final String GZIP = ".gz";
	private static final String HEADER = ".hdr";
	private static final String VOXELS = ".img";
	private static final String MATRIX = ".mat";

	private PairNames() {
		// only static methods
	}

	/**
	 * @param name a file's name
	 * @return whether it is one for the header of a pair
	 */
	public static boolean isHeader(String name) {
		return withoutGzip(name).endsWith(HEADER);
	}

	/**
	 * @param name a file's name
	 * @return whether it is one for the voxels of a pair
	 */
	public static boolean isVoxels(String name) {
		return withoutGzip(name).endsWith(VOXELS);
	}

	/**
	 * @param name a name for the header or the voxels of a pair
	 * @return the names that the other file may have, the likeliest first: compressed or not as the given one, letters in
	 *         its case
	 */
	public static List<String> partners(String name) {
		return beside(name, isHeader(name) ? VOXELS : HEADER);
	}

	/**
	 * @param name a name for the header or the voxels of a pair
	 * @return the names that SPM's file with the image's place may have, in the same order
	 */
	static List<String> matrices(String name) {
		return beside(name, MATRIX);
	}

	private static List<String> beside(String name, String other) {
		boolean compressed = name.toLowerCase(Locale.ROOT).endsWith(GZIP);
		String stem = name.substring(0, name.length() - HEADER.length() - (compressed ? GZIP.length() : 0));
		List<String> names = new ArrayList<>();
		for (String suffix : List.of(compressed ? other + GZIP : other, compressed ? other : other + GZIP)) {
			String ending = name.substring(stem.length());
			boolean upper = ending.equals(ending.toUpperCase(Locale.ROOT));
			names.add(stem + (upper ? suffix.toUpperCase(Locale.ROOT) : suffix));
			names.add(stem + (upper ? suffix : suffix.toUpperCase(Locale.ROOT)));
		}
		return names;
	}

	private static String withoutGzip(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return lower.endsWith(GZIP) ? lower.substring(0, lower.length() - GZIP.length()) : lower;
	}
}
