package org.gliomagrading.nifti;

import java.nio.ByteBuffer;

import net.imglib2.Cursor;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.LongArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

/**
 * How voxels lie in memory: as a Java array of the type that has their width. Moves whole runs between such arrays and
 * a file's bytes, whose order is the buffer's.
 */
enum PlaneStorage {

		BYTES(new ByteArray(0)) {

			@Override
			void read(ByteBuffer from, Object to, int offset, int count) {
				from.get((byte[]) to, offset, count);
			}

			@Override
			void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count) {
				for (int i = 0; i < count; i++)
					to.put((byte) range.whole(from.next()));
			}

			@Override
			void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to) {
				byte[] numbers = (byte[]) from;
				int mask = unsigned ? 0xff : -1;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] & mask : (float) scaling.apply(numbers[i] & mask);
			}

			@Override
			void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to) {
				byte[] numbers = (byte[]) from;
				int mask = unsigned ? 0xff : -1;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] & mask : scaling.apply(numbers[i] & mask);
			}
		},
		SHORTS(new ShortArray(0)) {

			@Override
			void read(ByteBuffer from, Object to, int offset, int count) {
				from.asShortBuffer().get((short[]) to, offset, count);
			}

			@Override
			void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count) {
				for (int i = 0; i < count; i++)
					to.putShort((short) range.whole(from.next()));
			}

			@Override
			void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to) {
				short[] numbers = (short[]) from;
				int mask = unsigned ? 0xffff : -1;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] & mask : (float) scaling.apply(numbers[i] & mask);
			}

			@Override
			void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to) {
				short[] numbers = (short[]) from;
				int mask = unsigned ? 0xffff : -1;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] & mask : scaling.apply(numbers[i] & mask);
			}
		},
		INTS(new IntArray(0)) {

			@Override
			void read(ByteBuffer from, Object to, int offset, int count) {
				from.asIntBuffer().get((int[]) to, offset, count);
			}

			@Override
			void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count) {
				for (int i = 0; i < count; i++)
					to.putInt((int) range.whole(from.next()));
			}

			@Override
			void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to) {
				int[] numbers = (int[]) from;
				long mask = unsigned ? 0xffffffffL : -1;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] & mask : (float) scaling.apply(numbers[i] & mask);
			}

			@Override
			void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to) {
				int[] numbers = (int[]) from;
				long mask = unsigned ? 0xffffffffL : -1;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] & mask : scaling.apply(numbers[i] & mask);
			}
		},
		LONGS(new LongArray(0)) {

			@Override
			void read(ByteBuffer from, Object to, int offset, int count) {
				from.asLongBuffer().get((long[]) to, offset, count);
			}

			@Override
			void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count) {
				for (int i = 0; i < count; i++)
					to.putLong(range.whole(from.next()));
			}

			@Override
			void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to) {
				long[] numbers = (long[]) from;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? ScalingConverter.toFloat(numbers[i], unsigned) : (float) scaling.apply(ScalingConverter
						.toDouble(numbers[i], unsigned));
			}

			@Override
			void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to) {
				long[] numbers = (long[]) from;
				for (int i = 0; i < numbers.length; i++)
					to[i] = scaling.apply(ScalingConverter.toDouble(numbers[i], unsigned));
			}
		},
		FLOATS(new FloatArray(0)) {

			@Override
			void read(ByteBuffer from, Object to, int offset, int count) {
				from.asFloatBuffer().get((float[]) to, offset, count);
			}

			@Override
			void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count) {
				for (int i = 0; i < count; i++)
					to.putFloat(from.next().getRealFloat());
			}

			@Override
			void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to) {
				float[] numbers = (float[]) from;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] : (float) scaling.apply(numbers[i]);
			}

			@Override
			void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to) {
				float[] numbers = (float[]) from;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] : scaling.apply(numbers[i]);
			}
		},
		DOUBLES(new DoubleArray(0)) {

			@Override
			void read(ByteBuffer from, Object to, int offset, int count) {
				from.asDoubleBuffer().get((double[]) to, offset, count);
			}

			@Override
			void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count) {
				for (int i = 0; i < count; i++)
					to.putDouble(from.next().getRealDouble());
			}

			@Override
			void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to) {
				double[] numbers = (double[]) from;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? (float) numbers[i] : (float) scaling.apply(numbers[i]);
			}

			@Override
			void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to) {
				double[] numbers = (double[]) from;
				boolean none = scaling.isNone();
				for (int i = 0; i < numbers.length; i++)
					to[i] = none ? numbers[i] : scaling.apply(numbers[i]);
			}
		};

	/**
	 * The whole numbers that a type can hold.
	 *
	 * @param min the least
	 * @param end the least power of two that is too large, which a double holds exactly
	 */
	record Range(double min, double end) {

		static Range of(NiftiType type) {
			double size = Math.scalb(1.0, 8 * type.numberBytes());
			return type.isUnsigned() ? new Range(0, size) : new Range(-size / 2, size / 2);
		}

		/** @throws IllegalArgumentException if the value is no whole number in this range */
		long whole(RealType<?> voxel) {
			double value = voxel.getRealDouble();
			if (voxel instanceof IntegerType<?> integer) {
				long number = integer.getIntegerLong();
				// a double rounds large numbers, to the range's end too; its sign tells those that a long cannot hold
				boolean fits;
				if (number >= 0) fits = (end >= 0x1p63 || number < end) && value <= 0x1p63;
				else if (value < 0) fits = number >= min && value >= -0x1p63;
				else fits = end > 0x1p63 && value <= end;
				if (fits) return number;
			}
			else if (value >= min && value < end && value == Math.rint(value)) return value < 0x1p63 ? (long) value
				: (long) (value - 0x1p63) ^ Long.MIN_VALUE;
			throw new IllegalArgumentException("the voxel value " + value + " cannot be stored as a whole number from " + min +
				" to " + end + " - 1");
		}
	}

	private final ArrayDataAccess<?> empty;

	PlaneStorage(ArrayDataAccess<?> empty) {
		this.empty = empty;
	}

	/** Type of the array's entries. */
	Class<?> component() {
		return allocate(0).getCurrentStorageArray().getClass().getComponentType();
	}

	/** An array of so many voxels, all zero, as imglib2 takes it. */
	ArrayDataAccess<?> allocate(int count) {
		return (ArrayDataAccess<?>) empty.createArray(count);
	}

	/** Takes voxels from the buffer's position into an array; the buffer's position afterwards is undefined. */
	abstract void read(ByteBuffer from, Object to, int offset, int count);

	/** Puts the cursor's next voxels at the buffer's position, which moves behind them. */
	abstract void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count);

	/** Makes values of stored numbers, as {@link ScalingConverter} does. */
	abstract void toFloats(Object from, boolean unsigned, Scaling scaling, float[] to);

	/** As {@link #toFloats}, without the rounding to single precision. */
	abstract void toDoubles(Object from, boolean unsigned, Scaling scaling, double[] to);
}
