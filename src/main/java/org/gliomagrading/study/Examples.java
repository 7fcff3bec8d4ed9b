package org.gliomagrading.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.slice.SliceRange;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Pictures for the report, which has no volumes: the middle slice of an HGG and an LGG patient, each sequence for itself,
 * black at its least value and white at its largest, as the network gets it.
 *
 * @param study the study's folder
 * @param opener opens the volumes
 */
record Examples(Path study, PatientOpener opener) {

	private static final String TABLE = "examples.csv";
	private static final int WHITE = 255;

	/**
	 * Writes the pictures and their table, where they are not there.
	 *
	 * @param cohort the patients; of each grade the first test patient is taken, or the first at all
	 * @throws IOException if they cannot be written
	 */
	void write(StudyCohort cohort) throws IOException {
		List<Patient> chosen = new ArrayList<>();
		for (Grade grade : Grade.values())
			cohort.patients().patients().stream().filter(patient -> patient.grade().equals(Optional.of(grade))).min(Comparator
				.comparing(patient -> subset(cohort, patient) != Subset.TEST)).ifPresent(chosen::add);
		Map<String, String> inputs = new LinkedHashMap<>();
		for (Patient patient : chosen)
			inputs.put(patient.id(), subset(cohort, patient) + " " + cohort.slices().given(patient.id()) + " " + cohort.hashes().get(
				patient.id()));
		Path folder = WholeFile.makeFolder(study.resolve("examples"));
		new Step(folder, "examples").unlessDone(inputs, () -> {
			List<List<Object>> rows = new ArrayList<>();
			for (Patient patient : chosen)
				rows.addAll(write(patient, subset(cohort, patient), cohort.slices().given(patient.id()).orElseThrow(), folder));
			CsvFile.write(folder.resolve(TABLE), new Table(List.of("patient", "centre", "grade", "subset", "slice", "sequence",
				"file"), rows));
			List<String> outputs = new ArrayList<>(rows.stream().map(row -> row.get(row.size() - 1).toString()).toList());
			outputs.add(TABLE);
			return outputs;
		});
	}

	private static Subset subset(StudyCohort cohort, Patient patient) {
		return cohort.data().split().subset(patient.id()).orElseThrow();
	}

	private List<List<Object>> write(Patient patient, Subset subset, SliceRange range, Path folder) throws IOException {
		PatientVolumes volumes = opener.open(patient, false);
		int slice = (range.first() + range.last()) / 2;
		List<List<Object>> rows = new ArrayList<>();
		for (Sequence sequence : Sequence.values()) {
			String name = patient.grade().orElseThrow().name().toLowerCase(Locale.ROOT) + "-" + sequence.word() + ".png";
			BufferedImage image = image(Views.hyperSlice(volumes.channels().get(sequence.ordinal()), 2, volumes.lpsSlice(slice)));
			WholeFile.write(folder.resolve(name), out -> ImageIO.write(image, "png", out));
			rows.add(List.of(patient.id(), patient.centre(), patient.grade().orElseThrow().name(), subset.word(), slice, sequence
				.word(), name));
		}
		return rows;
	}

	/** In LPS a picture's x runs from the patient's right to left and y from anterior to posterior, as radiologists look. */
	static BufferedImage image(RandomAccessibleInterval<FloatType> slice) {
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (FloatType value : Views.iterable(slice)) {
			min = Math.min(min, value.get());
			max = Math.max(max, value.get());
		}
		float range = max > min ? max - min : 1;
		BufferedImage image = new BufferedImage((int) slice.dimension(0), (int) slice.dimension(1), BufferedImage.TYPE_BYTE_GRAY);
		var cursor = Views.iterable(slice).localizingCursor();
		while (cursor.hasNext()) {
			float value = cursor.next().get();
			image.getRaster().setSample((int) (cursor.getLongPosition(0) - slice.min(0)), (int) (cursor.getLongPosition(1) - slice
				.min(1)), 0, Math.round(WHITE * ((value - min) / range)));
		}
		return image;
	}
}
