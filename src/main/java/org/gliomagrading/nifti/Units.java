package org.gliomagrading.nifti;

import java.util.Arrays;
import java.util.List;

/** The units in field {@code xyzt_units}; {@code nifti1.h}, "UNITS OF SPATIAL AND TEMPORAL DIMENSIONS". */
final class Units {

	/** Code of millimetres. */
	static final int MILLIMETRES = 2;

	/** By code, named as nibabel does. */
	private static final List<String> SPATIAL = List.of("unknown", "meter", "mm", "micron");

	/** By code / 8. */
	private static final List<String> TEMPORAL = List.of("unknown", "sec", "msec", "usec", "hz", "ppm", "rads");

	private static final int TEMPORAL_UNIT = 8;

	private Units() {
		// only static methods
	}

	static String spatial(int field) {
		return name(SPATIAL, field & 7);
	}

	static String temporal(int field) {
		return name(TEMPORAL, (field & 0x38) / TEMPORAL_UNIT);
	}

	/** @throws IllegalArgumentException if one of the names is unknown */
	static int code(String spatial, String temporal) {
		int space = SPATIAL.indexOf(spatial);
		int time = TEMPORAL.indexOf(temporal);
		if (space < 0 || time < 0) throw new IllegalArgumentException("no units of NIfTI: " + Arrays.asList(spatial,
			temporal));
		return space + time * TEMPORAL_UNIT;
	}

	private static String name(List<String> names, int code) {
		return names.get(code < names.size() ? code : 0);
	}
}
