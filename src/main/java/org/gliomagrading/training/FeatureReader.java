package org.gliomagrading.training;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.inference.SliceFeatures;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.RepeatedProgress;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.slice.SliceSelector;

/**
 * Reads the features that a frozen backbone gives, from the cache where it has them. The backbone runs as it does when
 * patients are graded, and only for patients whom the cache does not have.
 */
final class FeatureReader implements SliceReader, Closeable {

	/** Changes when the same weights and files give other features. */
	private static final String VERSION = "features 3";

	private final PatientOpener opener;
	private final SliceSelector selector;
	private final FeatureCache cache;
	private final FileHashes hashes;
	private final StartingNetwork start;
	private final String weights;
	private SliceFeatures backbone;

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param cache keeps the features
	 * @param hashes knows the files
	 * @param start the network; its backbone is freed once features are computed
	 */
	FeatureReader(PatientOpener opener, SliceSelector selector, FeatureCache cache, FileHashes hashes, StartingNetwork start) {
		this.opener = opener;
		this.selector = selector;
		this.cache = cache;
		this.hashes = hashes;
		this.start = start;
		weights = sha256(start.network(), "backbone.");
	}

	@Override
	public int length() {
		return start.network().backbone().channels();
	}

	@Override
	public String again() {
		return "their patients' features are read again from the cache for each batch";
	}

	@Override
	public Cohort read(Cohort part, SliceStore slices, Progress progress) throws IOException {
		Cohort usable = fill(part, progress);
		for (Patient patient : usable.eligible()) {
			slices.begin(patient);
			for (float[] features : cached(patient))
				slices.add(features);
		}
		return usable;
	}

	@Override
	public void read(Patient patient, int[] positions, float[][] targets) throws IOException {
		float[][] features = cached(patient);
		for (int i = 0; i < positions.length; i++)
			System.arraycopy(features[positions[i]], 0, targets[i], 0, targets[i].length);
	}

	private float[][] cached(Patient patient) throws IOException {
		return cache.read(key(patient)).orElseThrow(() -> new InputException("The cached features of " + patient.id() +
			" changed while they were read; train again"));
	}

	/** Computes what the cache does not have. */
	private Cohort fill(Cohort part, Progress progress) throws IOException {
		Set<String> cached = new HashSet<>();
		List<Patient> patients = new ArrayList<>();
		for (Patient patient : part.patients()) {
			progress.report(patients.size(), part.patients().size(), patient.id());
			try {
				SliceReader.grade(patient);
				if (cache.read(key(patient)).isPresent()) cached.add(patient.id());
				patients.add(patient);
			}
			catch (InputException e) {
				patients.add(patient.excluded(e.getMessage()));
			}
		}
		Cohort missing = new Cohort(patients.stream().filter(patient -> patient.eligible() && !cached.contains(patient.id()))
			.toList());
		Cohort computed;
		try {
			RepeatedProgress asked = new RepeatedProgress(progress);
			computed = new CohortPass(opener, selector.needsSegmentation()).ahead().run(missing, volumes -> compute(volumes, asked),
				asked);
		}
		catch (UncheckedIOException e) {
			throw e.getCause();
		}
		return new Cohort(patients.stream().map(patient -> computed.patient(patient.id()).orElse(patient)).toList());
	}

	private void compute(PatientVolumes volumes, Runnable step) throws InputException {
		float[][] features = backbone().of(volumes, selector.select(volumes), step);
		try {
			cache.write(key(volumes.patient()), features);
		}
		catch (IOException e) {
			// No fault of this patient's: it ends the whole pass.
			throw new UncheckedIOException(e);
		}
	}

	private SliceFeatures backbone() {
		if (backbone == null) {
			try {
				backbone = new SliceFeatures(start.network(), start.sliceTensor(), start.inputSize());
			}
			catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
		return backbone;
	}

	/** Weights, preprocessing, and the content of the files; on a GPU features differ by rounding. */
	private String key(Patient patient) throws InputException {
		return FeatureCache.key(VERSION, weights, start.architecture().backbone(), start.variant().word(), start.inputSize(), start
			.model().map(ModelDescription::normalization), start.network().manager().getDevice().getDeviceType(), selector.given(
				patient.id()), hashes.of(patient));
	}

	/** Of the weights whose names begin so. */
	static String sha256(GradingNetwork network, String prefix) {
		MessageDigest digest = Checksum.newSha256();
		for (String name : network.parameters().keySet()) {
			if (!name.startsWith(prefix)) continue;
			float[] values = network.values(name);
			ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
			bytes.asFloatBuffer().put(values);
			digest.update(name.getBytes(StandardCharsets.UTF_8));
			digest.update(bytes);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	@Override
	public void close() {
		if (backbone != null) backbone.close();
	}
}
