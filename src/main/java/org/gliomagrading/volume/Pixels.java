package org.gliomagrading.volume;

import java.lang.reflect.Array;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;

/** The kinds of pixels that ImageJ has, and how a plane of a file becomes them. */
enum Pixels {
		/** 8 bits: whole numbers from 0 to 255. */
		BYTES(byte.class) {

			@Override
			Object read(NiftiReader reader, long plane) throws InputException {
				Object stored = reader.newPlane();
				reader.readPlane(plane, stored);
				return stored;
			}
		},
		/** 16 bits: whole numbers from 0 to 65535. */
		SHORTS(short.class) {

			@Override
			Object read(NiftiReader reader, long plane) throws InputException {
				Object stored = reader.newPlane();
				if (stored instanceof short[]) {
					reader.readPlane(plane, stored);
					return stored;
				}
				float[] values = new float[Array.getLength(stored)];
				reader.readFloats(plane, values);
				short[] pixels = new short[values.length];
				for (int i = 0; i < pixels.length; i++)
					pixels[i] = (short) (int) values[i];
				return pixels;
			}
		},
		/** 32 bits: any number, whole ones exactly up to 2^24. */
		FLOATS(float.class) {

			@Override
			Object read(NiftiReader reader, long plane) throws InputException {
				float[] values = new float[Array.getLength(reader.newPlane())];
				reader.readFloats(plane, values);
				return values;
			}
		},
		/** Red, green and blue, 8 bits each. */
		COLOURS(int.class) {

			@Override
			Object read(NiftiReader reader, long plane) throws InputException {
				byte[] stored = (byte[]) BYTES.read(reader, plane);
				int channels = reader.header().type().channels();
				int[] pixels = new int[stored.length / channels];
				for (int i = 0, from = 0; i < pixels.length; i++, from += channels)
					pixels[i] = 0xff << 24 | (stored[from] & 0xff) << 16 | (stored[from + 1] & 0xff) << 8 | stored[from + 2] & 0xff;
				return pixels;
			}
		};

	private static final int MAX_SHORT = 65535;

	private final Class<?> component;

	Pixels(Class<?> component) {
		this.component = component;
	}

	/**
	 * Reads a plane as pixels.
	 *
	 * @return an array with an element for each voxel
	 */
	abstract Object read(NiftiReader reader, long plane) throws InputException;

	/** An array of that many pixels. */
	Object make(int length) {
		return Array.newInstance(component, length);
	}

	/** Bytes of a pixel. */
	int bytes() {
		return component == byte.class ? Byte.BYTES : component == short.class ? Short.BYTES : Integer.BYTES;
	}

	/** Whether the file's type alone tells which pixels hold its values. */
	static boolean isSure(NiftiReader reader) {
		NiftiType type = reader.header().type();
		return !isWhole(reader) || type == NiftiType.UINT8 || type == NiftiType.UINT16;
	}

	/** Whether the file's values are whole numbers. */
	static boolean isWhole(NiftiReader reader) {
		NiftiType type = reader.header().type();
		return type.channels() == 1 && type != NiftiType.FLOAT32 && type != NiftiType.FLOAT64 && reader.header().scaling()
			.isNone();
	}

	/**
	 * The smallest pixels that hold every value of a file as it is: whole numbers stay whole, and what is measured needs no
	 * calibration function. (ImageJ's signed 16 bits are unsigned ones with such a function, which several of its tools
	 * leave out.)
	 *
	 * @param min the least of the values; not used where {@link #isSure}
	 * @param max the largest; likewise
	 */
	static Pixels of(NiftiReader reader, double min, double max) {
		NiftiType type = reader.header().type();
		if (type.channels() > 1) return COLOURS;
		if (!isWhole(reader)) return FLOATS;
		if (type == NiftiType.UINT8) return BYTES;
		if (type == NiftiType.UINT16) return SHORTS;
		if (min < 0 || max > MAX_SHORT) return FLOATS;
		return type == NiftiType.INT8 ? BYTES : SHORTS;
	}
}
