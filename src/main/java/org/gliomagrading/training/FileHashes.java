package org.gliomagrading.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;

/** SHA-256 of patients' files, each computed once. */
public final class FileHashes {

	private final boolean segmentations;
	private final Map<String, Map<String, String>> known = new LinkedHashMap<>();

	/** @param segmentations whether the segmentations are used too */
	public FileHashes(boolean segmentations) {
		this.segmentations = segmentations;
	}

	/**
	 * @param patient a patient
	 * @return the SHA-256 of each file that is used, by the sequence's word or {@code seg}
	 * @throws InputException if a file cannot be read; the message does as the patient's reason
	 */
	public Map<String, String> of(Patient patient) throws InputException {
		Map<String, String> hashes = known.get(patient.id());
		if (hashes != null) return hashes;
		hashes = new LinkedHashMap<>();
		for (var image : patient.images().entrySet())
			hashes.put(image.getKey().word(), sha256(image.getValue()));
		if (segmentations && patient.segmentation().isPresent()) hashes.put("seg", sha256(patient.segmentation().get()));
		known.put(patient.id(), hashes);
		return hashes;
	}

	private static String sha256(Path file) throws InputException {
		try {
			return Checksum.sha256(file);
		}
		catch (IOException e) {
			throw InputException.unreadable(file.getFileName(), e);
		}
	}
}
