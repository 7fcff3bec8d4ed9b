package org.gliomagrading.training;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.Grade;
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
	private final SliceTensor tensor;
	private final float[] values;

	PixelReader(PatientOpener opener, SliceSelector selector, SliceTensor tensor) {
		this.opener = opener;
		this.selector = selector;
		this.tensor = tensor;
		values = new float[tensor.length(GradingModel.CHANNELS.size())];
	}

	@Override
	public int length() {
		return values.length;
	}

	@Override
	public Cohort read(Cohort part, SliceFile slices, Progress progress) {
		return new CohortPass(opener, selector.needsSegmentation()).run(part, volumes -> add(volumes, slices), progress);
	}

	private void add(PatientVolumes volumes, SliceFile slices) throws InputException {
		boolean high = isHigh(volumes.patient());
		SliceRange range = selector.select(volumes);
		int before = slices.count();
		int patient = slices.nextPatient();
		try {
			for (int slice = range.first(); slice <= range.last(); slice++) {
				tensor.write(volumes.channels(), volumes.lpsSlice(slice), values, 0);
				slices.add(values, high, patient);
			}
		}
		catch (IOException e) {
			// No fault of this patient's: it ends the whole pass.
			throw new UncheckedIOException(e);
		}
		catch (OutOfMemoryError e) {
			slices.truncate(before); // the patient is left out whole
			throw e;
		}
	}

	static boolean isHigh(Patient patient) throws InputException {
		return patient.grade().orElseThrow(() -> new InputException("has no grade, which training needs")) == Grade.HGG;
	}
}
