package org.gliomagrading.scifio;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The units of axes in ImageJ and in NIfTI. NIfTI knows three of length and three of time ({@code nifti1.h}, "UNITS OF
 * SPATIAL AND TEMPORAL DIMENSIONS"); others that ImageJ's users give are converted.
 */
enum AxisUnit {

		MILLIMETRE("mm", 1, "mm", "millimeter", "millimetre", "millimeters", "millimetres"), //
		MICROMETRE("micron", 1, "\u00b5m", "\u03bcm", "um", "micron", "microns", "micrometer", "micrometre"), //
		METRE("meter", 1, "m", "meter", "metre", "meters", "metres"), //
		CENTIMETRE("mm", 10, "cm", "centimeter", "centimetre"), //
		NANOMETRE("micron", 1e-3, "nm", "nanometer", "nanometre"), //
		INCH("mm", 25.4, "inch", "inches", "in"), //
		SECOND("sec", 1, "s", "sec", "second", "seconds"), //
		MILLISECOND("msec", 1, "ms", "msec", "millisecond", "milliseconds"), //
		MICROSECOND("usec", 1, "\u00b5s", "\u03bcs", "us", "usec", "microsecond", "microseconds"), //
		MINUTE("sec", 60, "min", "minute", "minutes"), //
		HOUR("sec", 3600, "h", "hr", "hour", "hours"), //
		HERTZ("hz", 1, "Hz"), //
		PARTS_PER_MILLION("ppm", 1, "ppm"), //
		RADIANS_PER_SECOND("rads", 1, "rad/s", "rads");

	/** What {@link org.gliomagrading.nifti.NiftiHeader#units()} says where there is no unit. */
	static final String UNKNOWN = "unknown";

	private static final double MILLIMETRES_PER_METRE = 1000;
	private static final double MICRONS_PER_MILLIMETRE = 1000;

	private final String nifti;
	private final double factor;
	private final List<String> names;

	AxisUnit(String nifti, double factor, String... names) {
		this.nifti = nifti;
		this.factor = factor;
		this.names = List.of(names);
	}

	/**
	 * @param nifti a unit as {@link org.gliomagrading.nifti.NiftiHeader} names it
	 * @return what ImageJ calls it; null for an unknown one, as ImageJ's axes have it
	 */
	static String imagej(String nifti) {
		return Arrays.stream(values()).filter(unit -> unit.nifti.equals(nifti) && unit.factor == 1).findFirst().map(
			unit -> unit.names.get(0)).orElse(null);
	}

	/**
	 * @param imagej the unit of an axis; may be null
	 * @return the unit, or empty if it is none of these
	 */
	static Optional<AxisUnit> of(String imagej) {
		if (imagej == null) return Optional.empty();
		return Arrays.stream(values()).filter(unit -> unit.names.stream().anyMatch(imagej.strip()::equalsIgnoreCase))
			.findFirst();
	}

	/** The unit that NIfTI has for it. */
	String nifti() {
		return nifti;
	}

	/** How many of {@link #nifti()} make one. */
	double factor() {
		return factor;
	}

	/** Whether it is one of length. */
	boolean isSpatial() {
		return ordinal() <= INCH.ordinal();
	}

	/** How many millimetres a unit of length has. */
	double millimetres() {
		return switch (nifti) {
			case "meter" -> MILLIMETRES_PER_METRE;
			case "micron" -> factor / MICRONS_PER_MILLIMETRE;
			default -> factor;
		};
	}
}
