package org.gliomagrading.scifio;

import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

import org.gliomagrading.nifti.NiftiType;

import io.scif.util.FormatTools;

/** The voxel types of NIfTI as SCIFIO's pixel types, of which none has 64 bits but double. */
final class PixelTypes {

	private static final Map<NiftiType, Integer> SAME = Map.of(NiftiType.INT8, FormatTools.INT8, NiftiType.UINT8,
		FormatTools.UINT8, NiftiType.INT16, FormatTools.INT16, NiftiType.UINT16, FormatTools.UINT16, NiftiType.INT32,
		FormatTools.INT32, NiftiType.UINT32, FormatTools.UINT32, NiftiType.FLOAT32, FormatTools.FLOAT, NiftiType.FLOAT64,
		FormatTools.DOUBLE);

	private static final Map<Integer, NiftiType> REVERSE = SAME.entrySet().stream().collect(Collectors.toUnmodifiableMap(
		Entry::getValue, Entry::getKey));

	private PixelTypes() {
		// only static methods
	}

	/**
	 * @param type type of the stored numbers
	 * @param scaled whether they are scaled
	 * @return the pixel type that holds the values: the same, or float for scaled numbers; double for all of 64 bits
	 */
	static int of(NiftiType type, boolean scaled) {
		if (type.channels() > 1) return FormatTools.UINT8;
		if (type.bytes() == Double.BYTES) return FormatTools.DOUBLE;
		return scaled ? FormatTools.FLOAT : SAME.get(type);
	}

	/**
	 * @param type a type
	 * @return whether it is one of 64-bit integers, which SCIFIO takes as double
	 */
	static boolean isRounded(NiftiType type) {
		return type == NiftiType.INT64 || type == NiftiType.UINT64;
	}

	/**
	 * @param pixelType one of SCIFIO's pixel types
	 * @param channels 3 or 4 for colours, else 1
	 * @return the type to store
	 */
	static NiftiType toStore(int pixelType, long channels) {
		return channels == 1 ? REVERSE.get(pixelType) : channels == 3 ? NiftiType.RGB24 : NiftiType.RGBA32;
	}

	/** All pixel types that can be stored. */
	static int[] all() {
		return REVERSE.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
	}
}
