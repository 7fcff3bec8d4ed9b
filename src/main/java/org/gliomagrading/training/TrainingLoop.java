package org.gliomagrading.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;

/**
 * The study's training: Adam on the binary cross-entropy of single slices, no augmentation, no resampling, early
 * stopping on the validation slices, the best epoch's weights kept.
 */
final class TrainingLoop {

	/** The network after its best epoch. */
	record Result(Map<String, Tensor> weights, History history) {
	}

	private final GradingNetwork network;
	private final TrainingPlan plan;
	private final Shape imageShape;
	private final Consumer<String> log;
	private final Loss loss = Loss.sigmoidBinaryCrossEntropyLoss();

	/**
	 * @param network the network; what is unfrozen is trained
	 * @param plan how
	 * @param imageShape shape of one slice (3, h, w)
	 * @param log is told of each epoch
	 */
	TrainingLoop(GradingNetwork network, TrainingPlan plan, Shape imageShape, Consumer<String> log) {
		this.network = network;
		this.plan = plan;
		this.imageShape = imageShape;
		this.log = log;
	}

	/**
	 * @param train the slices to learn from
	 * @param validation the slices that decide when to stop
	 * @param progress is told of each step, and may stop the training
	 * @return the best epoch's weights
	 * @throws InputException if the loss is no longer a number
	 * @throws IOException if slices cannot be read
	 */
	Result run(SliceFile train, SliceFile validation, Progress progress) throws IOException {
		List<Epoch> epochs = new ArrayList<>();
		Epoch best = null;
		Map<String, Tensor> weights = null;
		int stepsPerEpoch = batches(train) + batches(validation);
		try (Adam adam = new Adam(network, plan.learningRate())) {
			for (int number = 1; number <= plan.epochs(); number++) {
				long start = System.nanoTime();
				Steps steps = steps(progress, (number - 1L) * stepsPerEpoch, (long) plan.epochs() * stepsPerEpoch, number, best);
				Epoch.Outcome learned = learn(train, adam, number, steps);
				Epoch.Outcome checked = check(validation, steps);
				Epoch epoch = new Epoch(number, learned, checked, (System.nanoTime() - start) / 1e9);
				epochs.add(epoch);
				log.accept(epoch.summary());
				if (best == null || epoch.betterThan(best)) {
					best = epoch;
					weights = NetworkWeights.of(network);
				}
				if (number - best.number() >= plan.patience()) break;
			}
		}
		return new Result(weights, new History(epochs, best.number()));
	}

	/** Is told of each step. */
	@FunctionalInterface
	private interface Steps {

		void next();
	}

	private static Steps steps(Progress progress, long first, long total, int epoch, Epoch best) {
		String what = "epoch " + epoch + (best == null ? "" : String.format(Locale.ROOT,
			", best validation F1 %.3f in epoch %d", best.validation().score(), best.number()));
		AtomicLong done = new AtomicLong(first);
		return () -> progress.report(done.getAndIncrement(), total, what);
	}

	private int batches(SliceFile slices) {
		return (slices.count() + plan.batchSize() - 1) / plan.batchSize();
	}

	private Epoch.Outcome learn(SliceFile slices, Adam adam, int epoch, Steps steps) throws IOException {
		// Order and dropout depend on seed and epoch alone, whatever ran before.
		long seed = new SplittableRandom(plan.seed()).longs().skip(epoch - 1L).findFirst().orElseThrow();
		PyTorch.engine().setRandomSeed((int) seed);
		int[] order = shuffled(slices.order(), new Random(seed));
		Tally tally = new Tally();
		for (int from = 0; from < order.length; from += plan.batchSize()) {
			int[] indices = batch(order, from);
			steps.next();
			// Batch norm has no statistics of a single slice.
			if (indices.length < 2) break;
			try (NDManager step = network.manager().newSubManager();
					GradientCollector gradients = PyTorch.engine().newGradientCollector())
			{
				NDArray logits = network.logits(network.features(images(slices, indices, step), true), true);
				NDArray mean = loss.evaluate(new NDList(labels(slices, indices, step)), new NDList(logits));
				gradients.backward(mean);
				tally.add(slices, indices, logits, mean);
			}
			adam.step();
			tally.checkFinite();
		}
		return tally.outcome();
	}

	private Epoch.Outcome check(SliceFile slices, Steps steps) throws IOException {
		int[] order = slices.order();
		Tally tally = new Tally();
		for (int from = 0; from < order.length; from += plan.batchSize()) {
			int[] indices = batch(order, from);
			steps.next();
			try (NDManager step = network.manager().newSubManager()) {
				NDArray logits = network.logits(network.features(images(slices, indices, step), false), false);
				tally.add(slices, indices, logits, loss.evaluate(new NDList(labels(slices, indices, step)), new NDList(
					logits)));
			}
		}
		return tally.outcome();
	}

	private int[] batch(int[] order, int from) {
		return Arrays.copyOfRange(order, from, Math.min(from + plan.batchSize(), order.length));
	}

	private static int[] shuffled(int[] order, Random random) {
		for (int i = order.length - 1; i > 0; i--) {
			int j = random.nextInt(i + 1);
			int swapped = order[i];
			order[i] = order[j];
			order[j] = swapped;
		}
		return order;
	}

	private NDArray images(SliceFile slices, int[] indices, NDManager manager) throws IOException {
		float[] values = new float[Math.toIntExact(indices.length * imageShape.size())];
		slices.read(indices, values);
		return manager.create(values, new Shape(indices.length).addAll(imageShape));
	}

	private static NDArray labels(SliceFile slices, int[] indices, NDManager manager) {
		float[] labels = new float[indices.length];
		for (int i = 0; i < indices.length; i++)
			labels[i] = slices.isHigh(indices[i]) ? 1 : 0;
		return manager.create(labels);
	}

	/** Sums up the batches of an epoch. */
	private static final class Tally {

		private int tp;
		private int fp;
		private int fn;
		private int tn;
		private double lossSum;

		void add(SliceFile slices, int[] indices, NDArray logits, NDArray meanLoss) {
			lossSum += meanLoss.getFloat() * (double) indices.length;
			float[] values = logits.toFloatArray();
			for (int i = 0; i < indices.length; i++) {
				boolean called = values[i] >= 0;
				if (slices.isHigh(indices[i])) {
					if (called) tp++;
					else fn++;
				}
				else if (called) fp++;
				else tn++;
			}
		}

		void checkFinite() throws InputException {
			if (!Double.isFinite(lossSum)) throw new InputException(
				"The training loss is no longer a number; choose a lower learningRate");
		}

		Epoch.Outcome outcome() {
			ConfusionMatrix calls = new ConfusionMatrix(tp, fp, fn, tn);
			return new Epoch.Outcome(lossSum / calls.n(), calls);
		}
	}
}
