import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.training.ModelTrainer;
import org.gliomagrading.training.RunFolder;
import org.gliomagrading.training.StartingNetwork;
import org.gliomagrading.training.TrainingData;
import org.gliomagrading.training.TrainingPlan;
import org.gliomagrading.volume.VolumeService;
import org.scijava.Context;

import ai.djl.Device;

/**
 * Trains as {@code train-model} does, and watches the steps. Arguments: cohort, split, backbone, pixels, batch, threads, and
 * either {@code turns N}: each line of standard input is answered by the milliseconds of a step, the mean of the next N; or
 * {@code memory FROM TO}: prints the resident memory after so many steps.
 */
public class Training {

	private static final int MANY = 1000;

	public static void main(String[] args) throws Exception {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		Progress progress = args[6].equals("turns") ? turns(in, Integer.parseInt(args[7])) : memory(args[2], Integer.parseInt(
			args[7]), Integer.parseInt(args[8]));
		Path folder = Files.createTempDirectory("glioma-bench");
		Path cohort = Path.of(args[0]);
		PyTorch.useThreads(Integer.parseInt(args[5]));
		if (args[6].equals("turns")) System.out.println(PyTorch.describe(Device.cpu()) + ", Java " + System.getProperty(
			"java.version"));
		try (Context context = new Context(BackboneService.class, VolumeService.class);
				PatientOpener opener = new PatientOpener(context.service(VolumeService.class)))
		{
			StartingNetwork start = StartingNetwork.of(args[2], Integer.parseInt(args[3]), 1, context.service(BackboneService.class),
				Device.cpu());
			new ModelTrainer(opener, new TumourSlices(), line -> {}, line -> {}).train(TrainingData.of(cohort, new CohortReader(
				notice -> {}).read(cohort), Split.read(Path.of(args[1]))), start, new TrainingPlan(MANY, MANY, 1e-3, Integer.parseInt(
					args[4]), 1), RunFolder.of(folder), progress);
		}
		catch (CancellationException e) {
			// all was asked
		}
		finally {
			try (var files = Files.walk(folder)) {
				for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList())
					Files.delete(file);
			}
		}
	}

	/** Counts the steps of epochs; reading the volumes is told by other words. */
	private abstract static class Steps implements Progress {

		private int done;

		@Override
		public void report(long number, long total, String what) {
			if (what.startsWith("epoch")) at(done++);
		}

		/** Between steps; may stop the training. */
		abstract void at(int steps);
	}

	private static Progress turns(BufferedReader in, int length) {
		return new Steps() {

			private long start;

			@Override
			void at(int steps) {
				if (steps % length != 0) return;
				if (steps > 0) System.out.println((System.nanoTime() - start) / 1e6 / length);
				try {
					if (in.readLine() == null) throw new CancellationException();
				}
				catch (IOException e) {
					throw new UncheckedIOException(e);
				}
				start = System.nanoTime();
			}
		};
	}

	private static Progress memory(String backbone, int from, int to) {
		return new Steps() {

			private double first;

			@Override
			void at(int steps) {
				if (steps == from) first = resident();
				if (steps < to) return;
				double last = resident();
				System.out.printf(Locale.ROOT, "%s: %.0f MB after %d steps, %.0f MB after %d: %.3f%n", backbone, first, from, last, to,
					last / first);
				throw new CancellationException();
			}
		};
	}

	/** @return VmRSS in MB */
	private static double resident() {
		try {
			return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:")).mapToDouble(
				line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0).findFirst().orElseThrow();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
