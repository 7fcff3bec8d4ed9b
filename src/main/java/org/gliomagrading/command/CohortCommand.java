package org.gliomagrading.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.InputException;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.VolumeService;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** A command that works on the patients of a cohort. */
abstract class CohortCommand extends TableCommand {

	@Parameter(style = FileWidget.FILE_AND_DIRECTORY_STYLE,
		description = "the patients: a folder that holds a folder for each (BraTS), or a cohort.csv")
	private File input;

	/** Reads the patients. */
	Cohort cohort() throws InputException {
		return new CohortReader(this::tell).read(input.toPath());
	}

	/** Says where the patients are read from: a folder or a table. */
	Path input() {
		return input.toPath();
	}

	/** Opens the patients' volumes; to be closed. */
	PatientOpener opener() {
		return new PatientOpener(context().service(VolumeService.class), this::tell);
	}

	/** Selects the slices that a table gives, or, without one, those that hold tumour. */
	static SliceSelector selector(File slices) throws InputException {
		return path(slices).isPresent() ? SliceRanges.read(slices.toPath()) : new TumourSlices();
	}

	/**
	 * Warns of each patient that the work left out, with the reason.
	 *
	 * @param before the patients as they were given
	 * @param after the same, with those excluded that the work could not use
	 * @return the patients after the work
	 * @throws InputException if nobody is left
	 */
	Cohort reportLeftOut(Cohort before, Cohort after) throws InputException {
		Predicate<Patient> usedBefore = patient -> before.patient(patient.id()).stream().anyMatch(Patient::eligible);
		List<Patient> leftOut = after.patients().stream().filter(patient -> !patient.eligible()).toList();
		if (after.eligible().isEmpty()) throw new InputException(input.toPath(), "none of the " + leftOut.size() +
			" patients can be used; the first is " + leftOut.get(0).id() + ": " + leftOut.get(0).reason());
		leftOut.stream().filter(usedBefore).forEach(patient -> warn("patient " + patient.id() + " is left out: " + patient
			.reason()));
		return after;
	}
}
