package org.gliomagrading.fusion;

import java.util.Arrays;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

/**
 * The mean of the k slices that are most likely HGG, of all where there are fewer: a tumour is graded by its worst
 * part.
 */
@Plugin(type = FusionStrategy.class, name = "top", label = "top(slices)")
public class TopSlices implements FusionStrategy {

	private final int slices;

	/** The strategy without its number of slices, which {@link #with} gives it. */
	public TopSlices() {
		this(0);
	}

	private TopSlices(int slices) {
		this.slices = slices;
	}

	@Override
	public FusionStrategy with(String parameter) throws InputException {
		double number = StrategyParameter.number(parameter);
		if (!(number >= 1) || number != Math.rint(number)) throw new InputException(
			"needs a whole number of slices, 1 or more; write top(5)");
		return new TopSlices((int) number);
	}

	@Override
	public double fuse(double[] pHgg) {
		if (slices == 0) throw new IllegalStateException("The number of slices was not given");
		double[] rising = pHgg.clone();
		Arrays.sort(rising);
		return SoftVoting.mean(Arrays.copyOfRange(rising, Math.max(0, rising.length - slices), rising.length));
	}
}
