package org.gliomagrading.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.slice.SliceTensor;

/** Reads the pixels: channels, resized and scaled. */
final class PixelReader implements SliceReader {

	private final PatientOpener opener;
	private final SliceSelector selector;
	private final Supplier<SliceTensor> tensors;
	private final int length;
	private final Map<String, SliceRange> ranges = new HashMap<>();

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param tensors makes what makes the network's input, for a thread each
	 */
	PixelReader(PatientOpener opener, SliceSelector selector, Supplier<SliceTensor> tensors) {
		this.opener = opener;
		this.selector = selector;
		this.tensors = tensors;
		length = tensors.get().length(GradingModel.CHANNELS.size());
	}

	@Override
	public int length() {
		return length;
	}

	@Override
	public String again() {
		return "their patients' volumes are opened again for each batch";
	}

	@Override
	public Cohort read(Cohort part, SliceStore slices, Progress progress) throws IOException {
		SliceTensor tensor = tensors.get();
		float[] values = new float[length];
		try {
			return new CohortPass(opener, selector.needsSegmentation()).ahead().run(part, volumes -> add(volumes, tensor, values,
				slices), progress);
		}
		catch (UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private void add(PatientVolumes volumes, SliceTensor tensor, float[] values, SliceStore slices) throws InputException {
		SliceReader.grade(volumes.patient());
		SliceRange range = selector.select(volumes);
		ranges.put(volumes.patient().id(), range);
		slices.begin(volumes.patient());
		try {
			for (int slice = range.first(); slice <= range.last(); slice++) {
				tensor.write(volumes.channels(), volumes.lpsSlice(slice), values, 0);
				slices.add(values);
			}
		}
		catch (IOException e) {
			// No fault of this patient's: it ends the whole pass.
			throw new UncheckedIOException(e);
		}
		catch (OutOfMemoryError e) {
			slices.forget(); // the patient is left out whole, or tried again
			throw e;
		}
	}

	/** One patient at a time, whose files are opened by several threads: memory need not hold more. */
	@Override
	public synchronized void read(Patient patient, int[] positions, float[][] targets) throws IOException {
		try {
			PatientVolumes volumes = opener.open(patient, selector.needsSegmentation());
			SliceRange range = ranges.get(patient.id());
			if (!range.equals(selector.select(volumes))) throw new InputException("the tumour is in other slices than before");
			SliceTensor tensor = tensors.get();
			for (int i = 0; i < positions.length; i++)
				tensor.write(volumes.channels(), volumes.lpsSlice(range.first() + positions[i]), targets[i], 0);
		}
		catch (InputException e) {
			throw SliceReader.changed(patient, e.getMessage());
		}
	}
}
