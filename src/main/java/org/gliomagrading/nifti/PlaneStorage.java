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
		};

	/** The whole numbers that a type can hold. */
	record Range(double min, double max) {

		/** @throws IllegalArgumentException if the value is no whole number in this range */
		long whole(RealType<?> voxel) {
			double value = voxel.getRealDouble();
			if (!(value >= min && value <= max) || value != Math.rint(value)) throw new IllegalArgumentException(
				"the voxel value " + value + " cannot be stored as a whole number from " + min + " to " + max);
			return voxel instanceof IntegerType<?> integer ? integer.getIntegerLong() : (long) value;
		}
	}

	private final ArrayDataAccess<?> empty;

	PlaneStorage(ArrayDataAccess<?> empty) {
		this.empty = empty;
	}

	/** An array of so many voxels, all zero, as imglib2 takes it. */
	ArrayDataAccess<?> allocate(int count) {
		return (ArrayDataAccess<?>) empty.createArray(count);
	}

	/** Takes voxels from the buffer's position into an array; the buffer's position afterwards is undefined. */
	abstract void read(ByteBuffer from, Object to, int offset, int count);

	/** Puts the cursor's next voxels at the buffer's position, which moves behind them. */
	abstract void write(Cursor<? extends RealType<?>> from, Range range, ByteBuffer to, int count);
}
