package org.gliomagrading.cohort;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One patient of a cohort: where the images lie and what is known.
 *
 * @param id the patient's name, unique in its cohort
 * @param centre where the patient was scanned; empty if unknown
 * @param grade the true grade; empty if unknown
 * @param images the volume file of each sequence; sequences whose file is missing are absent
 * @param segmentation the tumour segmentation (0 = no tumour); empty if there is none
 * @param reason why the patient cannot be used; empty for an eligible patient
 */
public record Patient(String id, String centre, Optional<Grade> grade, Map<Sequence, Path> images,
	Optional<Path> segmentation, String reason)
{

	/** Copies the map, so that the record cannot change. */
	public Patient {
		Map<Sequence, Path> copy = new EnumMap<>(Sequence.class);
		copy.putAll(images);
		images = Collections.unmodifiableMap(copy);
	}

	/** @return whether the patient can be used */
	public boolean eligible() {
		return reason.isEmpty();
	}

	/** @return whether the patient is a synthetic phantom: its centre starts with {@code PHANTOM} */
	public boolean synthetic() {
		return synthetic(centre);
	}

	/**
	 * @param centre a centre's name
	 * @return whether its patients are synthetic phantoms
	 */
	public static boolean synthetic(String centre) {
		return centre.startsWith("PHANTOM");
	}

	/**
	 * @param why why the patient cannot be used
	 * @return the same patient, excluded
	 */
	public Patient excluded(String why) {
		return new Patient(id, centre, grade, images, segmentation, why);
	}
}
