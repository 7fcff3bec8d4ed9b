import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.inference.CohortPredictor;
import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.VolumeService;
import org.scijava.Context;

/** Resident memory while many patients are graded in one process. Arguments: cohort, model, number of patients. */
public class Memory {

	public static void main(String[] args) throws Exception {
		Cohort cohort = new CohortReader(notice -> {}).read(Path.of(args[0]));
		int count = Integer.parseInt(args[2]);
		List<Patient> patients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Patient patient = cohort.patients().get(i % cohort.patients().size());
			patients.add(new Patient(String.format("%04d", i), patient.centre(), patient.grade(), patient.images(), patient
				.segmentation(), ""));
		}
		List<Long> resident = new ArrayList<>();
		try (Context context = new Context(BackboneService.class, VolumeService.class);
				PatientOpener opener = new PatientOpener(context.service(VolumeService.class));
				SlicePredictor predictor = new SlicePredictor(GradingModel.read(Path.of(args[1])), context.service(
					BackboneService.class), PyTorch.device("auto")))
		{
			// Called before each patient and after the last: resident.get(n) is the memory after n patients.
			CohortPredictor.Result result = new CohortPredictor(opener, new TumourSlices(), predictor).predict(new Cohort(
				patients), id -> "", (done, total, what) -> resident.add(resident()));
			System.out.println(result.cohort().eligible().size() + " patients, " + result.predictions().size() + " slices");
		}
		for (int n : new int[] { 1, 10, count / 2, count })
			System.out.printf(java.util.Locale.ROOT, "after %d patients: %.0f MB%n", n, resident.get(n) / 1024.0);
		System.out.printf(java.util.Locale.ROOT, "after the last to after the tenth: %.3f%n", (double) resident.get(count) / resident.get(10));
	}

	/** @return VmRSS in kB */
	private static long resident() {
		try {
			return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:")).mapToLong(
				line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
		}
		catch (java.io.IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}
}
