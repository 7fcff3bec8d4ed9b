package org.gliomagrading.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.MaxPooling;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Window;
import org.scijava.plugin.Plugin;

/**
 * DenseNet-BC of growth rate 32 (Huang et al. 2017, Table 1), with the numbers of torchvision's {@code densenet121} and
 * {@code densenet201}, or of Keras Applications' {@code DenseNet121} and {@code DenseNet201}, which have another epsilon
 * and momentum. Layers are named as in torchvision for both. The maps end behind the last batch norm and ReLU.
 * <p>
 * Keras pads with zeros before the first pooling, torchvision with nothing that could win: the same, as no value behind
 * the ReLU is below 0.
 * </p>
 */
public abstract class DenseNet implements Backbone {

	private static final int GROWTH = 32;
	private static final int STEM = 2 * GROWTH;

	/** Maps of a bottleneck layer's 1x1 convolution, in growth rates. */
	private static final int BOTTLENECK = 4;

	/** What the implementations do differently. */
	private record Style(float epsilon, float momentum) {

		FeatureMaps normRelu(FeatureMaps x, String name) {
			return x.batchNorm(name, epsilon, momentum).relu();
		}

		/** 1x1 to reduce, 3x3; behind all maps that were there before (section 3, "Bottleneck layers"). */
		FeatureMaps denseLayer(FeatureMaps in, String name) {
			FeatureMaps x = normRelu(in, name + "norm1").convolution(name + "conv1", Kernel.of(BOTTLENECK * GROWTH, 1));
			x = normRelu(x, name + "norm2").convolution(name + "conv2", Kernel.of(GROWTH, 3));
			return FeatureMaps.concatenate(List.of(in, x));
		}

		/** Half the maps, half the height and width (section 3, "Compression"). */
		FeatureMaps transition(FeatureMaps in, String name) {
			FeatureMaps x = normRelu(in, name + "norm").convolution(name + "conv", Kernel.of(in.channels() / 2, 1));
			return x.then(new AveragePooling(new Window(2, 2, 2, Padding.NONE), false));
		}
	}

	private static final Map<Variant, Style> STYLES = Map.of( //
		Variant.TORCHVISION, new Style(1e-5f, 0.1f), //
		Variant.KERAS, new Style(1.001e-5f, 0.01f));

	private final List<Integer> layers;

	/** @param layers number of layers in the dense blocks */
	private DenseNet(Integer... layers) {
		this.layers = List.of(layers);
	}

	@Override
	public Set<Variant> variants() {
		return STYLES.keySet();
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, images -> features(images, STYLES.get(variant)));
	}

	private FeatureMaps features(FeatureMaps images, Style style) {
		FeatureMaps x = images.convolution("features.conv0", Kernel.of(STEM, 7).stride(2));
		x = style.normRelu(x, "features.norm0").then(new MaxPooling(new Window(3, 3, 2, Padding.of(1))));
		for (int block = 1; block <= layers.size(); block++) {
			if (block > 1) x = style.transition(x, "features.transition" + (block - 1) + ".");
			for (int layer = 1; layer <= layers.get(block - 1); layer++)
				x = style.denseLayer(x, "features.denseblock" + block + ".denselayer" + layer + ".");
		}
		return style.normRelu(x, "features.norm5");
	}

	/** The 121 layers of Table 1. 6,953,856 learned parameters. */
	@Plugin(type = Backbone.class, name = "DenseNet121")
	public static final class DenseNet121 extends DenseNet {

		/** Made by SciJava. */
		public DenseNet121() {
			super(6, 12, 24, 16);
		}
	}

	/** The 201 layers of Table 1. 18,092,928 learned parameters. */
	@Plugin(type = Backbone.class, name = "DenseNet201")
	public static final class DenseNet201 extends DenseNet {

		/** Made by SciJava. */
		public DenseNet201() {
			super(6, 12, 48, 32);
		}
	}
}
