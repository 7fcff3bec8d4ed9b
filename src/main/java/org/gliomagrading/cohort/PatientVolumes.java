package org.gliomagrading.cohort;

import java.util.List;
import java.util.Optional;

import org.gliomagrading.volume.Volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The open volumes of one patient, on one grid, in LPS orientation: axis 0 from the patient's right to left, axis 1 from
 * anterior to posterior, axis 2 through the axial slices from inferior to superior.
 *
 * @param patient the patient
 * @param sequences the volume of each sequence, in the order of {@link Sequence}
 * @param segmentation the segmentation (0 = no tumour); empty if it was not asked for
 * @param axialReversed whether the file of the first sequence is stored from superior to inferior, so that its slice
 *          numbers run against axis 2
 */
public record PatientVolumes(Patient patient, List<Volume> sequences, Optional<Volume> segmentation,
	boolean axialReversed)
{

	/** Copies the list. */
	public PatientVolumes {
		sequences = List.copyOf(sequences);
	}

	/** @return the intensities of each sequence, converted as they are read, in the order of the network's channels */
	public List<RandomAccessibleInterval<FloatType>> channels() {
		return sequences.stream().map(Volume::voxels).toList();
	}

	/** @return the number of axial slices */
	public int slices() {
		return (int) sequences.get(0).stored().dimension(2);
	}

	/**
	 * @param storedSlice the number that tables give a slice: its 0-based index along the stored axial axis
	 * @return the slice's index along axis 2 of the volumes here
	 */
	public int lpsSlice(int storedSlice) {
		return axialReversed ? slices() - 1 - storedSlice : storedSlice;
	}

	/**
	 * @param lpsSlice index of a slice along axis 2 of the volumes here
	 * @return the number that tables give the slice: its 0-based index along the stored axial axis
	 */
	public int storedSlice(int lpsSlice) {
		return lpsSlice(lpsSlice);
	}
}
