package org.gliomagrading.network;

import java.util.List;
import java.util.Set;

import org.gliomagrading.network.graph.Dense;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Gelu;
import org.gliomagrading.network.graph.GlobalAveragePooling;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.LayerNormalization;
import org.gliomagrading.network.graph.LayerScale;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.PixelDense;
import org.gliomagrading.network.graph.StochasticDepth;
import org.scijava.plugin.Plugin;

/**
 * ConvNeXt-B (Liu et al. 2022, section 3 and Figure 4), with the layer names, shapes and numbers of torchvision's
 * {@code convnext_base}. 87,566,464 learned parameters.
 * <p>
 * As the paper and torchvision have it, a layer norm follows the global pooling. It makes the features, so it belongs to
 * this network and is counted, although torchvision calls it {@code classifier.0}.
 * </p>
 */
@Plugin(type = Backbone.class, name = "ConvNeXtBase")
public final class ConvNeXt implements Backbone {

	/** Blocks of one resolution. */
	private record Stage(int channels, int blocks) {
	}

	private static final List<Stage> STAGES = List.of( //
		new Stage(128, 3), //
		new Stage(256, 3), //
		new Stage(512, 27), //
		new Stage(1024, 3));

	/** The stem cuts images into patches of so many pixels. */
	private static final int PATCH = 4;

	/** A block's depthwise convolution sees so many pixels. */
	private static final int WINDOW = 7;

	/** A block is so many times wider in its middle. */
	private static final int EXPANSION = 4;

	private static final float SCALE = 1e-6f;
	private static final float EPSILON = 1e-6f;

	/** Stochastic depth's rate in the last block; it rises linearly from 0 in the first. */
	private static final double DEPTH_RATE = 0.5;

	@Override
	public Set<Variant> variants() {
		return Set.of(Variant.TORCHVISION);
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, ConvNeXt::features);
	}

	/** The features are (n, c, 1, 1), which pooling leaves as they are. */
	private static FeatureMaps features(FeatureMaps images) {
		FeatureMaps x = normalised(patches(images, "features.0.0", STAGES.get(0).channels(), PATCH), "features.0.1");
		int blocks = STAGES.stream().mapToInt(Stage::blocks).sum();
		int block = 0;
		int layer = 1;
		for (Stage stage : STAGES) {
			if (x.channels() != stage.channels()) x = downsampled(x, "features." + layer++, stage.channels());
			for (int i = 0; i < stage.blocks(); i++)
				x = block(x, "features." + layer + "." + i, (float) (DEPTH_RATE * block++ / (blocks - 1)));
			layer++;
		}
		return normalised(x.then(new GlobalAveragePooling(true)), "classifier.0");
	}

	private static FeatureMaps downsampled(FeatureMaps x, String name, int channels) {
		return patches(normalised(x, name + ".0"), name + ".1", channels, 2);
	}

	/** Figure 4, right. */
	private static FeatureMaps block(FeatureMaps in, String name, float rate) {
		int channels = in.channels();
		int hidden = channels * EXPANSION;
		String layer = name + ".block.";
		FeatureMaps x = in.convolution(layer + 0, Kernel.of(channels, WINDOW).groups(channels).bias(true));
		x = normalised(x, layer + 2).then(layer + 3, new PixelDense(new Dense(channels, hidden))).then(new Gelu());
		x = x.then(layer + 5, new PixelDense(new Dense(hidden, channels))).then(name, new LayerScale(channels, SCALE));
		return x.then(new StochasticDepth(rate)).add(in);
	}

	/** A convolution whose windows lie side by side. */
	private static FeatureMaps patches(FeatureMaps x, String name, int channels, int size) {
		return x.convolution(name, Kernel.of(channels, size).stride(size).padding(Padding.NONE).bias(true));
	}

	private static FeatureMaps normalised(FeatureMaps x, String name) {
		return x.then(name, new LayerNormalization(x.channels(), EPSILON));
	}
}
