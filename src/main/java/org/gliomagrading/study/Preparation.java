package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.Exclusions;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PlannedSplit;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.training.FileHashes;
import org.gliomagrading.training.TrainingData;

/**
 * Finds out once, for all runs of a study, who can be used, with which slices, and for what. Each volume is opened once;
 * as long as no file changes, none is opened again.
 *
 * @param study what is asked for
 * @param folder the study's folder
 * @param opener opens the volumes
 * @param log is told what happens
 * @param warnings is told of each patient that is left out
 */
record Preparation(StudyFile study, Path folder, PatientOpener opener, Consumer<String> log, Consumer<String> warnings) {

	private static final String COUNTS = "split-counts.csv";

	/**
	 * @param version this program's version
	 * @param progress told before each patient
	 * @return the patients
	 * @throws IOException if they cannot be read, or the tables cannot be written
	 */
	StudyCohort run(String version, Progress progress) throws IOException {
		Cohort found = new CohortReader(log).read(study.cohort());
		if (study.exclude().isPresent()) found = Exclusions.apply(study.exclude().get(), found);
		SliceSelector selector = study.slices().isPresent() ? SliceRanges.read(study.slices().get()) : new TumourSlices();
		Map<String, Map<String, String>> hashes = new TreeMap<>();
		Cohort readable = hash(found, selector, hashes, progress);
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("version", version);
		inputs.put("files", Checksum.sha256(hashes.toString()));
		inputs.put("slices", study.slices().isPresent() ? Checksum.sha256(study.slices().get()) : "");
		Step step = new Step(folder, "prepare");
		Optional<Cohort> known = step.isDone(inputs) ? known(readable) : Optional.empty();
		if (known.isEmpty()) step.again(inputs, () -> {
			open(readable, selector, progress);
			return List.of(StudyCohort.SLICES);
		});
		Cohort used = known.isPresent() ? known.get() : known(readable).orElseThrow();
		StudyCohort cohort = new StudyCohort(TrainingData.of(study.cohort(), used, split(used)), SliceRanges.read(folder
			.resolve(StudyCohort.SLICES)), hashes);
		cohort.write(folder);
		return cohort;
	}

	private Cohort hash(Cohort cohort, SliceSelector selector, Map<String, Map<String, String>> hashes, Progress progress) {
		FileHashes files = new FileHashes(selector.needsSegmentation());
		List<Patient> patients = new ArrayList<>();
		for (Patient patient : cohort.patients()) {
			progress.report(patients.size(), cohort.patients().size(), "looking at the files of " + patient.id());
			try {
				if (patient.eligible()) hashes.put(patient.id(), files.of(patient));
				patients.add(patient);
			}
			catch (InputException e) {
				patients.add(patient.excluded(e.getMessage()));
			}
		}
		return new Cohort(patients);
	}

	/** Who could be used the last time; empty if that cannot be told any more. */
	private Optional<Cohort> known(Cohort readable) throws InputException {
		if (!Files.isRegularFile(folder.resolve(CohortFile.FILE_NAME))) return Optional.empty();
		SliceRanges ranges = SliceRanges.read(folder.resolve(StudyCohort.SLICES));
		Cohort before = CohortFile.readWithoutFiles(folder.resolve(CohortFile.FILE_NAME));
		List<Patient> patients = new ArrayList<>();
		for (Patient patient : readable.patients()) {
			boolean used = !patient.eligible() || ranges.given(patient.id()).isPresent();
			String reason = before.patient(patient.id()).map(Patient::reason).orElse("");
			if (!used && reason.isEmpty()) return Optional.empty();
			patients.add(used ? patient : patient.excluded(reason));
		}
		return Optional.of(new Cohort(patients));
	}

	/** Writes who can be used, and with which slices. */
	private void open(Cohort readable, SliceSelector selector, Progress progress) throws IOException {
		Map<String, SliceRange> ranges = new TreeMap<>();
		Cohort used = new CohortPass(opener, selector.needsSegmentation()).run(readable, volumes -> ranges.put(volumes.patient()
			.id(), selector.select(volumes)), (done, total, what) -> progress.report(done, total, "checking " + what));
		for (Patient patient : readable.eligible())
			used.patient(patient.id()).filter(now -> !now.eligible()).ifPresent(now -> warnings.accept("patient " + now.id() +
				" is left out: " + now.reason()));
		if (ranges.isEmpty()) throw new InputException(study.cohort(), "none of the " + used.patients().size() +
			" patients can be used; the first is " + used.patients().get(0).id() + ": " + used.patients().get(0).reason());
		CohortFile.write(used, folder.resolve(CohortFile.FILE_NAME));
		CsvFile.write(folder.resolve(StudyCohort.SLICES), new SliceRanges(ranges).table());
	}

	private Split split(Cohort used) throws IOException {
		if (study.splitTable().isPresent()) {
			Files.deleteIfExists(folder.resolve(COUNTS));
			return StudyCohort.split(study.splitTable().get(), used);
		}
		List<PlannedSplit> planned = study.splitRule().splits(used);
		CsvFile.write(folder.resolve(COUNTS), PlannedSplit.table(List.of(StudyCohort.SPLIT), planned));
		planned.get(0).warnings().forEach(line -> warnings.accept(StudyCohort.SPLIT + ": " + line));
		return planned.get(0).split();
	}
}
