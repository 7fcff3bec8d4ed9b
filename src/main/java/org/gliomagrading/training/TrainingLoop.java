package org.gliomagrading.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import ai.djl.ndarray.types.DataType;
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

	/** Slices in the last batch that is learned from: batch norm has no statistics of a single one. */
	private static final int LEAST = 2;

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
	void run(SliceStore train, SliceStore validation, TrainingState state, Adam adam, EpochEnd end, Progress progress)
		throws IOException
	{
		List<int[]> checked = batches(validation.order(), 1);
		int stepsPerEpoch = batches(train.order(), LEAST).size() + checked.size();
		GradeLoss loss = plan.options().classWeights() ? GradeLoss.balanced(train) : GradeLoss.unweighted();
		try (BatchLoader loader = new BatchLoader()) {
			while (!state.isComplete(plan)) {
				int number = state.done() + 1;
				long start = System.nanoTime();
				BatchLoader.Steps steps = steps(progress, (number - 1L) * stepsPerEpoch, (long) plan.epochs() * stepsPerEpoch, number,
					state);
				Epoch.Outcome learned = learn(train, adam, number, loss, loader, steps);
				Validation validated = check(validation, checked, number, loader, steps);
				Epoch epoch = new Epoch(number, learned, new Epoch.Outcome(validated.loss(), validated.calls()), plan.monitor().score(
					validated), (System.nanoTime() - start) / 1e9, CostMeter.peakMemoryMb());
				state.add(epoch, () -> NetworkWeights.of(network, network.changing()::contains));
				log.accept(epoch.summary() + (state.isComplete(plan) ? "" : timeLeft(epoch)));
				end.accept(state, adam);
			}
		}
	}

	/** With early stopping it may be less. */
	private String timeLeft(Epoch epoch) {
		long seconds = Math.round((plan.epochs() - epoch.number()) * epoch.seconds());
		return String.format(Locale.ROOT, ", at most %d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
	}

	private BatchLoader.Steps steps(Progress progress, long first, long total, int epoch, TrainingState state) {
		String what = "epoch " + epoch + (!state.hasBest() ? "" : String.format(Locale.ROOT,
			", best validation %s %.3f in epoch %d", plan.monitor().name(), state.history().bestEpoch().score(), state.history()
				.best()));
		AtomicLong done = new AtomicLong(first);
		return () -> progress.report(done.getAndIncrement(), total, what);
	}

	/**
	 * @param order the slices in their order
	 * @param least smallest last batch; a smaller one is left out
	 */
	private List<int[]> batches(int[] order, int least) {
		List<int[]> batches = new ArrayList<>();
		for (int from = 0; order.length - from >= least; from += plan.batchSize())
			batches.add(Arrays.copyOfRange(order, from, Math.min(from + plan.batchSize(), order.length)));
		return batches;
	}

	/** Order, dropout and augmentation depend on seed and epoch alone, whatever ran before. */
	private long seed(int epoch) {
		return new SplittableRandom(plan.seed()).longs().skip(epoch - 1L).findFirst().orElseThrow();
	}

	private Epoch.Outcome learn(SliceStore slices, Adam adam, int epoch, GradeLoss loss, BatchLoader loader,
		BatchLoader.Steps steps) throws IOException
	{
		long seed = seed(epoch);
		PyTorch.engine().setRandomSeed((int) seed);
		Random random = new Random(seed);
		int[] order = shuffled(slices.order(), random);
		Tally tally = new Tally();
		loader.run(batches(order, LEAST), maker(slices, plan.options().augmentation(size())), random, steps, batch -> {
			try (NDManager step = network.manager().newSubManager();
					GradientCollector gradients = PyTorch.engine().newGradientCollector())
			{
				NDArray logits = logits(batch, step, true);
				NDArray mean = loss.of(logits, batch.indices(), slices, step);
				gradients.backward(mean);
				tally.add(slices, batch.indices(), logits.toFloatArray(), mean.getFloat());
			}
			checkFinite(tally.lossSum, "training", epoch);
			adam.step(plan.learningRate(epoch));
		});
		return tally.outcome();
	}

	private Validation check(SliceStore slices, List<int[]> batches, int epoch, BatchLoader loader, BatchLoader.Steps steps)
		throws IOException
	{
		float[] all = new float[slices.count()];
		double[] lossSum = { 0 };
		GradeLoss loss = GradeLoss.unweighted();
		loader.run(batches, maker(slices, Augmentation.none(size())), new Random(0), steps, batch -> {
			int[] indices = batch.indices();
			try (NDManager step = network.manager().newSubManager()) {
				NDArray logits = logits(batch, step, false);
				lossSum[0] += loss.of(logits, indices, slices, step).getFloat() * (double) indices.length;
				System.arraycopy(logits.toFloatArray(), 0, all, indices[0], indices.length);
			}
		});
		checkFinite(lossSum[0], "validation", epoch);
		return Validation.of(lossSum[0] / all.length, slices, all);
	}

	private static void checkFinite(double loss, String which, int epoch) throws InputException {
		if (!Double.isFinite(loss)) throw new InputException("The " + which + " loss is no longer a number in epoch " + epoch +
			"; give a lower learningRate or a limit for gradientClipping, and another output folder");
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

	private Batch.Maker maker(SliceStore slices, Augmentation augmentation) {
		return new Batch.Maker(slices, augmentation, channelsLast() ? (int) shape.get(0) : 1);
	}

	/** Height and width of a slice; of features there is none. */
	private int size() {
		return shape.dimension() == 1 ? 1 : (int) shape.get(2);
	}

	/** On the CPU torch's convolutions, forwards and backwards, are faster where each pixel's channels lie together. */
	private boolean channelsLast() {
		return shape.dimension() > 1 && !network.manager().getDevice().isGpu();
	}

	private NDArray logits(Batch batch, NDManager manager, boolean training) {
		int count = batch.indices().length;
		if (shape.dimension() == 1) return network.logits(input(batch, new Shape(count).addAll(shape), manager), training);
		NDArray images = channelsLast() ? input(batch, new Shape(count, shape.get(1), shape.get(2), shape.get(0)), manager)
			.transpose(0, 3, 1, 2) : input(batch, new Shape(count).addAll(shape), manager);
		return network.logits(network.features(images, training), training);
	}

	private static NDArray input(Batch batch, Shape shape, NDManager manager) {
		return manager.create(batch.values(), shape, DataType.FLOAT32);
	}

	/** Sums up the batches that are learned from. */
	private static final class Tally {

		private int tp;
		private int fp;
		private int fn;
		private int tn;
		private double lossSum;

		void add(SliceStore slices, int[] indices, float[] logits, float meanLoss) {
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
