package org.gliomagrading.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.gliomagrading.inference.CostMeter;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.weights.NetworkWeights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

/**
 * The study's training: Adam on the binary cross-entropy of single slices, no augmentation, no resampling, early
 * stopping on the validation slices, the best epoch's weights kept; and what the plan adds to it.
 */
final class TrainingLoop {

	/** Is told when an epoch is done. */
	@FunctionalInterface
	interface EpochEnd {

		/** Nothing is kept. */
		EpochEnd NONE = (state, adam) -> {
			// nothing to do
		};

		/**
		 * @param state how far the training has come
		 * @param adam with its moments
		 */
		void accept(TrainingState state, Adam adam) throws IOException;
	}

	private final GradingNetwork network;
	private final TrainingPlan plan;
	private final Shape shape;
	private final Consumer<String> log;

	/**
	 * @param network the network; what is unfrozen is trained
	 * @param plan how
	 * @param shape shape of one slice: (3, h, w), or (channels) of its features
	 * @param log is told of each epoch
	 */
	TrainingLoop(GradingNetwork network, TrainingPlan plan, Shape shape, Consumer<String> log) {
		this.network = network;
		this.plan = plan;
		this.shape = shape;
		this.log = log;
	}

	/**
	 * Trains until the plan says that it is enough.
	 *
	 * @param train the slices to learn from
	 * @param validation the slices that decide when to stop
	 * @param state how far an earlier run came; is taken further
	 * @param adam the optimiser, as the earlier run left it
	 * @param end is told of each epoch's end
	 * @param progress is told of each step, and may stop the training
	 * @throws InputException if the loss is no longer a number
	 * @throws IOException if slices cannot be read; what {@code end} throws
	 */
	void run(SliceFile train, SliceFile validation, TrainingState state, Adam adam, EpochEnd end, Progress progress)
		throws IOException
	{
		int stepsPerEpoch = batches(train) + batches(validation);
		GradeLoss loss = plan.options().classWeights() ? GradeLoss.balanced(train) : GradeLoss.unweighted();
		while (!state.isComplete(plan)) {
			int number = state.done() + 1;
			long start = System.nanoTime();
			Steps steps = steps(progress, (number - 1L) * stepsPerEpoch, (long) plan.epochs() * stepsPerEpoch, number, state);
			Epoch.Outcome learned = learn(train, adam, number, loss, steps);
			Validation checked = check(validation, number, steps);
			Epoch epoch = new Epoch(number, learned, new Epoch.Outcome(checked.loss(), checked.calls()), plan.monitor().score(
				checked), (System.nanoTime() - start) / 1e9, CostMeter.peakMemoryMb());
			state.add(epoch, () -> NetworkWeights.of(network, network.changing()::contains));
			log.accept(epoch.summary() + (state.isComplete(plan) ? "" : timeLeft(epoch)));
			end.accept(state, adam);
		}
	}

	/** With early stopping it may be less. */
	private String timeLeft(Epoch epoch) {
		long seconds = Math.round((plan.epochs() - epoch.number()) * epoch.seconds());
		return String.format(Locale.ROOT, ", at most %d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
	}

	/** Is told of each step. */
	@FunctionalInterface
	private interface Steps {

		void next();
	}

	private Steps steps(Progress progress, long first, long total, int epoch, TrainingState state) {
		String what = "epoch " + epoch + (!state.hasBest() ? "" : String.format(Locale.ROOT,
			", best validation %s %.3f in epoch %d", plan.monitor().name(), state.history().bestEpoch().score(), state.history()
				.best()));
		AtomicLong done = new AtomicLong(first);
		return () -> progress.report(done.getAndIncrement(), total, what);
	}

	private int batches(SliceFile slices) {
		return (slices.count() + plan.batchSize() - 1) / plan.batchSize();
	}

	/** Order, dropout and augmentation depend on seed and epoch alone, whatever ran before. */
	private long seed(int epoch) {
		return new SplittableRandom(plan.seed()).longs().skip(epoch - 1L).findFirst().orElseThrow();
	}

	private Epoch.Outcome learn(SliceFile slices, Adam adam, int epoch, GradeLoss loss, Steps steps) throws IOException {
		long seed = seed(epoch);
		PyTorch.engine().setRandomSeed((int) seed);
		Random random = new Random(seed);
		int[] order = shuffled(slices.order(), random);
		Tally tally = new Tally();
		for (int from = 0; from < order.length; from += plan.batchSize()) {
			int[] indices = batch(order, from);
			steps.next();
			// Batch norm has no statistics of a single slice.
			if (indices.length < 2) break;
			float[] values = read(slices, indices);
			if (plan.options().augments()) new Augmentation(plan.options().flips(), plan.options().rotation(), (int) shape.get(2))
				.apply(values, (int) shape.get(0), random);
			try (NDManager step = network.manager().newSubManager();
					GradientCollector gradients = PyTorch.engine().newGradientCollector())
			{
				NDArray logits = logits(values, indices.length, step, true);
				NDArray mean = loss.of(logits, indices, slices, step);
				gradients.backward(mean);
				tally.add(slices, indices, logits.toFloatArray(), mean.getFloat());
			}
			checkFinite(tally.lossSum, "training", epoch);
			adam.step(plan.learningRate(epoch));
		}
		return tally.outcome();
	}

	private Validation check(SliceFile slices, int epoch, Steps steps) throws IOException {
		int[] order = slices.order();
		float[] all = new float[order.length];
		double lossSum = 0;
		GradeLoss loss = GradeLoss.unweighted();
		for (int from = 0; from < order.length; from += plan.batchSize()) {
			int[] indices = batch(order, from);
			steps.next();
			float[] values = read(slices, indices);
			try (NDManager step = network.manager().newSubManager()) {
				NDArray logits = logits(values, indices.length, step, false);
				lossSum += loss.of(logits, indices, slices, step).getFloat() * (double) indices.length;
				System.arraycopy(logits.toFloatArray(), 0, all, from, indices.length);
			}
		}
		checkFinite(lossSum, "validation", epoch);
		return Validation.of(lossSum / order.length, slices, all);
	}

	private static void checkFinite(double loss, String which, int epoch) throws InputException {
		if (!Double.isFinite(loss)) throw new InputException("The " + which + " loss is no longer a number in epoch " + epoch +
			"; choose a lower learningRate, or a limit for gradientClipping");
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

	private float[] read(SliceFile slices, int[] indices) throws IOException {
		float[] values = new float[Math.toIntExact(indices.length * shape.size())];
		slices.read(indices, values);
		return values;
	}

	private NDArray logits(float[] values, int count, NDManager manager, boolean training) {
		NDArray input = manager.create(values, new Shape(count).addAll(shape));
		boolean isFeatures = shape.dimension() == 1;
		return network.logits(isFeatures ? input : network.features(input, training), training);
	}

	/** Sums up the batches that are learned from. */
	private static final class Tally {

		private int tp;
		private int fp;
		private int fn;
		private int tn;
		private double lossSum;

		void add(SliceFile slices, int[] indices, float[] logits, float meanLoss) {
			lossSum += meanLoss * (double) indices.length;
			for (int i = 0; i < indices.length; i++) {
				boolean called = logits[i] >= 0;
				if (slices.isHigh(indices[i])) {
					if (called) tp++;
					else fn++;
				}
				else if (called) fp++;
				else tn++;
			}
		}

		Epoch.Outcome outcome() {
			ConfusionMatrix calls = new ConfusionMatrix(tp, fp, fn, tn);
			return new Epoch.Outcome(lossSum / calls.n(), calls);
		}
	}
}
