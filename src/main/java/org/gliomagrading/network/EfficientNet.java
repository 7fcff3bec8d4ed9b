package org.gliomagrading.network;

import java.util.List;
import java.util.Set;

import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.GlobalAveragePooling;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.Multiplication;
import org.gliomagrading.network.graph.Sigmoid;
import org.gliomagrading.network.graph.Silu;
import org.gliomagrading.network.graph.StochasticDepth;
import org.scijava.plugin.Plugin;

/**
 * EfficientNet (Tan and Le 2019): the network of its Table 1, wider and deeper by the factors of its compound scaling,
 * with the layer names, shapes and numbers of torchvision's {@code efficientnet_b0}, {@code _b3} and {@code _b4}.
 * Learned parameters: 4,007,548 (B0), 10,696,232 (B3), 17,548,616 (B4).
 */
abstract class EfficientNet implements Backbone {

	/** A row of Table 1: {@code repeats} blocks, the first with the stride and from {@code in} channels. */
	private record Stage(int expansion, int size, int stride, int in, int channels, int repeats) {
	}

	private static final List<Stage> STAGES = List.of( //
		new Stage(1, 3, 1, 32, 16, 1), //
		new Stage(6, 3, 2, 16, 24, 2), //
		new Stage(6, 5, 2, 24, 40, 2), //
		new Stage(6, 3, 2, 40, 80, 3), //
		new Stage(6, 5, 1, 80, 112, 3), //
		new Stage(6, 5, 2, 112, 192, 4), //
		new Stage(6, 3, 1, 192, 320, 1));

	/** Numbers of channels are multiples of this. */
	private static final int DIVISOR = 8;

	/** Squeeze and excitation (Hu et al. 2018) has the block's input channels divided by this in its middle. */
	private static final int SQUEEZE = 4;

	/** Channels of the last convolution, for each that enters it. */
	private static final int LAST = 4;

	/** Stochastic depth's rate behind the last block; it rises linearly from 0 at the first. */
	private static final double DEPTH_RATE = 0.2;

	private static final float EPSILON = 1e-5f;
	private static final float MOMENTUM = 0.1f;

	private final double width;
	private final double depth;

	EfficientNet(double width, double depth) {
		this.width = width;
		this.depth = depth;
	}

	@Override
	public Set<Variant> variants() {
		return Set.of(Variant.TORCHVISION);
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, this::features);
	}

	private FeatureMaps features(FeatureMaps images) {
		FeatureMaps x = convolution(images, "features.0", Kernel.of(channels(STAGES.get(0).in()), 3).stride(2));
		int blocks = STAGES.stream().mapToInt(this::repeats).sum();
		int block = 0;
		for (int i = 0; i < STAGES.size(); i++)
			for (int j = 0; j < repeats(STAGES.get(i)); j++)
				x = block(x, "features." + (i + 1) + "." + j, STAGES.get(i), j == 0, (float) (DEPTH_RATE * block++ / blocks));
		return convolution(x, "features." + (STAGES.size() + 1), Kernel.of(LAST * x.channels(), 1));
	}

	private int repeats(Stage stage) {
		return (int) Math.ceil(stage.repeats() * depth);
	}

	/** The scaled number, rounded to the next multiple, but down by a tenth at most. */
	private int channels(int unscaled) {
		double scaled = unscaled * width;
		int rounded = Math.max(DIVISOR, (int) (scaled + DIVISOR / 2) / DIVISOR * DIVISOR);
		return rounded < 0.9 * scaled ? rounded + DIVISOR : rounded;
	}

	/** MBConv: expand, depthwise, squeeze and excite, project; added to the input where it can be. */
	private FeatureMaps block(FeatureMaps in, String name, Stage stage, boolean first, float rate) {
		int hidden = in.channels() * stage.expansion();
		int stride = first ? stage.stride() : 1;
		String layer = name + ".block.";
		int index = 0;
		FeatureMaps x = in;
		if (stage.expansion() != 1) x = convolution(x, layer + index++, Kernel.of(hidden, 1));
		x = convolution(x, layer + index++, Kernel.of(hidden, stage.size()).stride(stride).groups(hidden));
		x = excitation(x, layer + index++, in.channels() / SQUEEZE);
		x = normalised(x, layer + index, Kernel.of(channels(stage.channels()), 1));
		return stride == 1 && in.channels() == x.channels() ? x.then(new StochasticDepth(rate)).add(in) : x;
	}

	private static FeatureMaps excitation(FeatureMaps x, String name, int squeezed) {
		FeatureMaps factors = x.then(new GlobalAveragePooling(true)).convolution(name + ".fc1", Kernel.of(squeezed, 1).bias(true))
			.then(new Silu()).convolution(name + ".fc2", Kernel.of(x.channels(), 1).bias(true)).then(new Sigmoid());
		return x.then("", new Multiplication(), factors);
	}

	private static FeatureMaps convolution(FeatureMaps x, String name, Kernel kernel) {
		return normalised(x, name, kernel).then(new Silu());
	}

	private static FeatureMaps normalised(FeatureMaps x, String name, Kernel kernel) {
		return x.convolution(name + ".0", kernel).batchNorm(name + ".1", EPSILON, MOMENTUM);
	}

	/** The network of Table 1 itself. */
	@Plugin(type = Backbone.class, name = "EfficientNetB0")
	public static final class B0 extends EfficientNet {

		/** Unscaled. */
		public B0() {
			super(1, 1);
		}
	}

	/** For images of 300 pixels. */
	@Plugin(type = Backbone.class, name = "EfficientNetB3")
	public static final class B3 extends EfficientNet {

		/** Scaled. */
		public B3() {
			super(1.2, 1.4);
		}
	}

	/** For images of 380 pixels. */
	@Plugin(type = Backbone.class, name = "EfficientNetB4")
	public static final class B4 extends EfficientNet {

		/** Scaled. */
		public B4() {
			super(1.4, 1.8);
		}
	}
}
