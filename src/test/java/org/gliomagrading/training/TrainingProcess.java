package org.gliomagrading.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.VolumeService;
import org.scijava.Context;

import ai.djl.Device;

/** Trains on a {@link StripedCohort}; as a process it stops in the middle of epoch 2 and waits to be killed. */
final class TrainingProcess {

	/** The last epoch is always the best, so that its weights are compared. */
	private static final class Latest implements Monitor {

		@Override
		public double score(Validation validation) {
			return System.currentTimeMillis();
		}

		@Override
		public String name() {
			return "latest";
		}
	}

	private TrainingProcess() {
		// only static methods
	}

	/** @param arguments the cohort's folder, the model folder, what is trained */
	public static void main(String[] arguments) throws Exception {
		train(Path.of(arguments[0]), new RunFolder(Path.of(arguments[1]), false, Optional.empty(), CacheLimits.DEFAULT), plan(arguments[2]),
			new Progress() {

				private int steps;

				@Override
				public void report(long done, long total, String what) {
					if (!what.startsWith("epoch 2") || ++steps < 4) return;
					System.out.println("in epoch 2");
					while (true) {
						try {
							Thread.sleep(1000);
						}
						catch (InterruptedException e) {
							return;
						}
					}
				}
			});
	}

	static TrainingPlan plan(String trainable) {
		return new TrainingPlan(trainable, new Latest(), 4, 4, 2e-3, 8, 7, TrainingOptions.NONE);
	}

	/** @return the SHA-256 of the model's weights */
	static String train(Path cohort, RunFolder folder, TrainingPlan plan, Progress progress) throws Exception {
		return train(cohort, folder, plan, progress, line -> {});
	}

	/** @return the SHA-256 of the model's weights */
	static String train(Path cohort, RunFolder folder, TrainingPlan plan, Progress progress, Consumer<String> warnings)
		throws Exception
	{
		try (Context context = new Context(BackboneService.class, VolumeService.class);
				PatientOpener opener = new PatientOpener(context.service(VolumeService.class)))
		{
			StartingNetwork start = StartingNetwork.of("MobileNetV2", StripedCohort.SIZE, plan.seed(), context.service(
				BackboneService.class), Device.cpu());
			return new ModelTrainer(opener, new TumourSlices(), line -> {}, warnings).train(TrainingData.of(cohort, StripedCohort.of(
				cohort), StripedCohort.split()), start, plan, folder, progress).model().description().weightsSha256();
		}
	}
}
