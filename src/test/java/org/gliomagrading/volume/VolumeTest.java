package org.gliomagrading.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.nifti.NibabelFile;
import org.gliomagrading.nifti.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

class VolumeTest {

	private static final NibabelFile TWIN = NibabelFile.named("order-LPS.nii");

	static List<NibabelFile> axisOrders() {
		return NibabelFile.axisOrders();
	}

	@Test
	void axisOrdersAre48() {
		assertEquals(48, axisOrders().stream().map(NibabelFile::axcodes).distinct().count());
	}

	@ParameterizedTest
	@MethodSource("axisOrders")
	void slicesEqualThoseOfTheLpsTwin(NibabelFile file) throws IOException {
		Volume volume = open(file).toLps();
		assertArrayEquals(TWIN.values(), values(volume.voxels()));
		assertEquals("LPS", volume.orientation().toString());
		assertEquals(0, NibabelFile.relativeDifference(file.lpsAffine(), volume.affine()), 1e-12);
		assertEquals(0, NibabelFile.relativeDifference(TWIN.affine(), volume.affine()), 1e-6);
		assertArrayEquals(open(TWIN).spacing(), volume.spacing(), 1e-6);
	}

	/** Control: as stored, only the twin's slices are the twin's. */
	@Test
	void storedSlicesDifferFromTheTwins() throws IOException {
		for (NibabelFile file : axisOrders())
			assertEquals(file.axcodes().equals("LPS"), Arrays.equals(TWIN.values(), values(open(file).voxels())));
	}

	@ParameterizedTest
	@MethodSource("axisOrders")
	void storedSliceIsTheSameSlice(NibabelFile file) throws IOException {
		Volume volume = open(file);
		RandomAccessibleInterval<FloatType> lps = volume.toLps().voxels();
		for (int slice = 0; slice < lps.dimension(2); slice++) {
			double sum = 0;
			for (FloatType voxel : Views.flatIterable(Views.hyperSlice(lps, 2, slice)))
				sum += voxel.get();
			assertEquals(file.axialSums()[volume.storedSlice(slice)], sum);
		}
		boolean flipped = file.axcodes().contains("I");
		assertEquals(flipped ? lps.dimension(2) - 1 : 0, volume.storedSlice(0));
	}

	@Test
	void lpsVolumeIsLeftAlone() throws IOException {
		Volume volume = open(TWIN);
		assertSame(volume, volume.toLps());
	}

	@Test
	void viewsDoNotChangeTheStoredAffine() throws IOException {
		Volume volume = open(NibabelFile.named("order-IAR.nii"));
		double[][] before = Arrays.stream(volume.affine()).map(double[]::clone).toArray(double[][]::new);
		volume.toLps();
		assertTrue(Arrays.deepEquals(before, volume.affine()));
	}

	@ParameterizedTest
	@MethodSource("axisOrders")
	void spacingIsNibabelsVoxelSizes(NibabelFile file) throws IOException {
		assertArrayEquals(file.voxelSizes(), open(file).spacing(), 1e-12);
	}

	@Test
	void gridsAreComparedToAThousandth() {
		Volume volume = volume("t1ce", 0, 3, 4, 5);
		assertEquals(Optional.empty(), volume.gridDifference(volume("t2", 0.9e-3, 3, 4, 5)));
		assertEquals(Optional.of("the affines of t1ce and t2 differ in row 2, column 4: 7.0 and 7.0011"), volume
			.gridDifference(volume("t2", 1.1e-3, 3, 4, 5)));
		assertEquals(Optional.of("t1ce has 3 x 4 x 5 voxels, t2 has 3 x 5 x 4"), volume.gridDifference(volume("t2", 0, 3, 5,
			4)));
		assertFalse(volume.gridDifference(volume("t2", Double.NaN, 3, 4, 5)).isEmpty());
	}

	private static Volume volume(String name, double shift, long... shape) {
		return new Volume(name, ArrayImgs.floats(shape), Scaling.NONE.converter(), new double[][] { { -1, 0, 0, 0 }, { 0, -1, 0, 7 + shift }, { 0, 0, 1,
			0 }, { 0, 0, 0, 1 } });
	}

	private static Volume open(NibabelFile file) throws IOException {
		return new NiftiVolumeOpener().open(file.path());
	}

	private static float[] values(RandomAccessibleInterval<FloatType> voxels) {
		float[] values = new float[(int) voxels.size()];
		int i = 0;
		for (FloatType voxel : Views.flatIterable(voxels))
			values[i++] = voxel.get();
		return values;
	}
}
