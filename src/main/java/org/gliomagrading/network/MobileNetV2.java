package org.gliomagrading.network;

import java.util.List;

import org.scijava.plugin.Plugin;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * MobileNetV2 of width 1 (Sandler et al. 2018, Table 2), with the layer names, shapes and numbers of torchvision's
 * {@code mobilenet_v2}. 2,223,872 learned parameters.
 */
@Plugin(type = Backbone.class, name = "MobileNetV2")
public final class MobileNetV2 implements Backbone {

	/** A row of Table 2: {@code repeats} bottlenecks, the first with the stride. */
	private record Stage(int expansion, int channels, int repeats, int stride) {
	}

	private static final List<Stage> STAGES = List.of( //
		new Stage(1, 16, 1, 1), //
		new Stage(6, 24, 2, 2), //
		new Stage(6, 32, 3, 2), //
		new Stage(6, 64, 4, 2), //
		new Stage(6, 96, 3, 1), //
		new Stage(6, 160, 3, 2), //
		new Stage(6, 320, 1, 1));

	private static final int STEM = 32;
	private static final int LAST = 1280;

	@Override
	public int channels() {
		return LAST;
	}

	@Override
	public NamedBlock build() {
		Chain features = Chain.of(convolution(STEM, 3, 2, 1));
		int channels = STEM;
		for (Stage stage : STAGES) {
			for (int i = 0; i < stage.repeats(); i++) {
				features.append(new Bottleneck(channels, stage.channels(), i == 0 ? stage.stride() : 1, stage.expansion()));
				channels = stage.channels();
			}
		}
		features.append(convolution(LAST, 1, 1, 1));
		return new Features(features);
	}

	/** Convolution without bias, batch norm and ReLU6, padded to keep the size at stride 1. */
	private static Chain convolution(int out, int kernel, int stride, int groups) {
		return Chain.of(plainConvolution(out, kernel, stride, groups), batchNorm(out), new Relu6());
	}

	private static Block plainConvolution(int out, int kernel, int stride, int groups) {
		return Conv2d.builder().setKernelShape(new Shape(kernel, kernel)).setFilters(out).optStride(new Shape(stride, stride))
			.optPadding(new Shape(kernel / 2, kernel / 2)).optGroups(groups).optBias(false).build();
	}

	private static Block batchNorm(int channels) {
		return new BatchNorm2d(channels, 1e-5f, 0.1f);
	}

	/** Names the whole {@code features}, as torchvision does. */
	private static final class Features extends NamedBlock {

		private final Block features;

		Features(Block features) {
			this.features = add("features", features);
		}

		@Override
		protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			PairList<String, Object> params)
		{
			return features.forward(store, inputs, training, params);
		}
	}

	/** Inverted residual with a linear bottleneck (section 3.3): expand, depthwise, project; added to the input where it can be. */
	private static final class Bottleneck extends NamedBlock {

		private final Block layers;
		private final boolean residual;

		Bottleneck(int in, int out, int stride, int expansion) {
			int hidden = in * expansion;
			Chain chain = new Chain();
			if (expansion != 1) chain.append(convolution(hidden, 1, 1, 1));
			chain.append(convolution(hidden, 3, stride, hidden));
			chain.append(plainConvolution(out, 1, 1, 1));
			chain.append(batchNorm(out));
			layers = add("conv", chain);
			residual = stride == 1 && in == out;
		}

		@Override
		protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			PairList<String, Object> params)
		{
			NDList result = layers.forward(store, inputs, training, params);
			if (!residual) return result;
			NDList sum = new NDList(inputs.singletonOrThrow().add(result.singletonOrThrow()));
			if (!training) result.close();
			return sum;
		}
	}
}
