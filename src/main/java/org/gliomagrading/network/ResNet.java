package org.gliomagrading.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.MaxPooling;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Window;
import org.scijava.plugin.Plugin;

/**
 * Residual networks of bottlenecks (He et al. 2016, Table 1), with the numbers of torchvision's {@code resnet50},
 * {@code resnet101} and {@code resnet152}, or of Keras Applications' {@code ResNet50}, {@code ResNet101} and
 * {@code ResNet152}. Layers are named as in torchvision for both.
 * <p>
 * Keras pads with zeros before the first pooling, torchvision with nothing that could win: the same, as no value behind
 * the ReLU is below 0.
 * </p>
 */
public abstract class ResNet implements Backbone {

	/** Width of the bottlenecks in conv2_x to conv5_x. */
	private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

	private static final int STEM = 64;
	private static final int EXPANSION = 4;

	/**
	 * What the implementations do differently.
	 *
	 * @param strided which of a bottleneck's convolutions has the stride: the first in the paper, the second in "ResNet v1.5"
	 * @param biased whether convolutions have biases, though batch norm follows
	 */
	private record Style(int strided, boolean biased, float epsilon, float momentum) {

		FeatureMaps convolution(FeatureMaps x, String name, String norm, Kernel kernel) {
			return x.convolution(name, kernel.bias(biased)).batchNorm(norm, epsilon, momentum);
		}

		/** Figure 5, right: 1x1 to reduce, 3x3, 1x1 to restore; added to the input, or to its projection where the shape changes. */
		FeatureMaps bottleneck(FeatureMaps in, String name, int width, int stride) {
			int first = strided == 1 ? stride : 1;
			int second = strided == 2 ? stride : 1;
			FeatureMaps x = convolution(in, name + "conv1", name + "bn1", Kernel.of(width, 1).stride(first)).relu();
			x = convolution(x, name + "conv2", name + "bn2", Kernel.of(width, 3).stride(second)).relu();
			x = convolution(x, name + "conv3", name + "bn3", Kernel.of(EXPANSION * width, 1));
			boolean projected = stride != 1 || in.channels() != x.channels();
			FeatureMaps shortcut = !projected ? in : convolution(in, name + "downsample.0", name + "downsample.1", Kernel.of(x
				.channels(), 1).stride(stride));
			return x.add(shortcut).relu();
		}
	}

	private static final Map<Variant, Style> STYLES = Map.of( //
		Variant.TORCHVISION, new Style(2, false, 1e-5f, 0.1f), //
		Variant.KERAS, new Style(1, true, 1.001e-5f, 0.01f));

	private final List<Integer> repeats;

	/** @param repeats number of bottlenecks in conv2_x to conv5_x */
	private ResNet(Integer... repeats) {
		this.repeats = List.of(repeats);
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
		FeatureMaps x = style.convolution(images, "conv1", "bn1", Kernel.of(STEM, 7).stride(2)).relu();
		x = x.then(new MaxPooling(new Window(3, 3, 2, Padding.of(1))));
		for (int stage = 0; stage < WIDTHS.size(); stage++)
			for (int i = 0; i < repeats.get(stage); i++)
				x = style.bottleneck(x, "layer" + (stage + 1) + "." + i + ".", WIDTHS.get(stage), stage > 0 && i == 0 ? 2 : 1);
		return x;
	}

	/** The 50 layers of Table 1. 23,508,032 learned parameters; Keras' biases make it 23,534,592. */
	@Plugin(type = Backbone.class, name = "ResNet50")
	public static final class ResNet50 extends ResNet {

		/** Made by SciJava. */
		public ResNet50() {
			super(3, 4, 6, 3);
		}
	}

	/** The 101 layers of Table 1. 42,500,160 learned parameters; Keras' biases make it 42,552,832. */
	@Plugin(type = Backbone.class, name = "ResNet101")
	public static final class ResNet101 extends ResNet {

		/** Made by SciJava. */
		public ResNet101() {
			super(3, 4, 23, 3);
		}
	}

	/** The 152 layers of Table 1. 58,143,808 learned parameters; Keras' biases make it 58,219,520. */
	@Plugin(type = Backbone.class, name = "ResNet152")
	public static final class ResNet152 extends ResNet {

		/** Made by SciJava. */
		public ResNet152() {
			super(3, 8, 36, 3);
		}
	}
}
