package org.gliomagrading.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.RepeatedProgress;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceSelector;

/** Writes the features of a cohort's slices, patient by patient: all together need not fit into memory. */
public final class CohortFeatures {

	/** Is told of the patients, those excluded whose features could not be computed, before the table is whole. */
	public interface Check {

		/**
		 * @param cohort the patients
		 * @throws InputException if there shall be no table
		 */
		void accept(Cohort cohort) throws InputException;
	}

	private final PatientOpener opener;
	private final SliceSelector selector;
	private final SliceFeatures features;

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param features runs the model
	 */
	public CohortFeatures(PatientOpener opener, SliceSelector selector, SliceFeatures features) {
		this.opener = opener;
		this.selector = selector;
		this.features = features;
	}

	/**
	 * Writes {@code features.csv}, whole or not at all: {@code patient}, {@code slice}, {@code f0}, {@code f1}...
	 *
	 * @param cohort the patients
	 * @param file the table; replaced where it exists
	 * @param check told who could be used
	 * @param progress told before each patient
	 * @return the slices of each patient that was used, by name
	 * @throws IOException if the table cannot be written; what {@code check} throws
	 */
	public Map<String, SliceRange> write(Cohort cohort, Path file, Check check, Progress progress) throws IOException {
		List<String> columns = new ArrayList<>(List.of("patient", "slice"));
		IntStream.range(0, features.network().channels()).forEach(i -> columns.add("f" + i));
		Map<String, SliceRange> ranges = new LinkedHashMap<>();
		RepeatedProgress asked = new RepeatedProgress(progress);
		CsvFile.write(file, columns, rows -> {
			try {
				check.accept(new CohortPass(opener, selector.needsSegmentation()).run(cohort, volumes -> ranges.put(volumes.patient()
					.id(), write(volumes, rows, asked)), asked));
			}
			catch (UncheckedIOException e) {
				throw e.getCause();
			}
		});
		return ranges;
	}

	/** A patient's rows are written when all of them are computed: one whose memory does not suffice leaves none. */
	private SliceRange write(PatientVolumes volumes, CsvFile.Rows rows, Runnable step) throws InputException {
		SliceRange range = selector.select(volumes);
		float[][] values = features.of(volumes, range, step);
		for (int i = 0; i < values.length; i++) {
			List<Object> row = new ArrayList<>(values[i].length + 2);
			row.add(volumes.patient().id());
			row.add(range.first() + i);
			for (float value : values[i])
				row.add(shortest(value));
			try {
				rows.add(row);
			}
			catch (IOException e) {
				// no fault of this patient's: it ends the whole pass
				throw new UncheckedIOException(e);
			}
		}
		return range;
	}

	/** The number whose shortest decimal is the float's. */
	private static double shortest(float value) {
		return Double.parseDouble(Float.toString(value));
	}
}
