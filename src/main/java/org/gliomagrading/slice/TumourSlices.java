package org.gliomagrading.slice;

import java.util.stream.IntStream;

import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;
import org.gliomagrading.volume.Volume;

/** The slices of the tumour: from the first to the last axial slice that holds any segmented voxel (not 0). */
public final class TumourSlices implements SliceSelector {

	@Override
	public boolean needsSegmentation() {
		return true;
	}

	@Override
	public SliceRange select(PatientVolumes volumes) throws InputException {
		Volume segmentation = volumes.segmentation().orElseThrow(() -> new IllegalArgumentException(
			"The segmentation was not opened"));
		int depth = volumes.slices();
		int lowest = IntStream.range(0, depth).filter(slice -> !segmentation.isZero(slice)).findFirst().orElseThrow(
			() -> new InputException(segmentation.source() +
				": the segmentation is empty (0 in every voxel); segment the tumour, or give a table of slices"));
		int highest = IntStream.iterate(depth - 1, slice -> slice - 1).filter(slice -> !segmentation.isZero(slice))
			.findFirst().getAsInt();
		int one = volumes.storedSlice(lowest);
		int other = volumes.storedSlice(highest);
		return new SliceRange(Math.min(one, other), Math.max(one, other));
	}
}
