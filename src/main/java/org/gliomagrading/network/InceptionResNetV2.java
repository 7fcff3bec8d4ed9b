package org.gliomagrading.network;

import java.util.List;
import java.util.Set;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.MaxPooling;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.ScaledAddition;
import org.gliomagrading.network.graph.Window;
import org.scijava.plugin.Plugin;

/**
 * Inception-ResNet-v2 (Szegedy et al. 2017, Figures 15 to 19) with the numbers of Keras Applications'
 * {@code InceptionResNetV2}, which has the stem of Inception-v3 and one more block than the paper, without a ReLU. Keras
 * numbers most of its layers; names are those of timm's {@code inception_resnet_v2}, and convolutions are written down in
 * the order in which Keras numbers them. 54,276,192 learned parameters.
 */
@Plugin(type = Backbone.class, name = "InceptionResNetV2")
public final class InceptionResNetV2 implements Backbone {

	private static final float EPSILON = 1e-3f;
	private static final float MOMENTUM = 0.01f;

	@Override
	public Set<Variant> variants() {
		return Set.of(Variant.KERAS);
	}

	/** The stem and the two reductions are not padded. */
	@Override
	public int smallestInput() {
		return 75;
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, InceptionResNetV2::features);
	}

	private static FeatureMaps features(FeatureMaps images) {
		FeatureMaps x = mixed5b(stem(images));
		for (int i = 0; i < 10; i++)
			x = block35(x, "repeat." + i);
		x = FeatureMaps.concatenate(List.of( //
			branch(x, "mixed_6a.branch0", reduction(384)), //
			branch(x, "mixed_6a.branch1", Kernel.of(256, 1), Kernel.of(256, 3), reduction(384)), //
			halved(x)));
		for (int i = 0; i < 20; i++)
			x = block17(x, "repeat_1." + i);
		x = FeatureMaps.concatenate(List.of( //
			branch(x, "mixed_7a.branch0", Kernel.of(256, 1), reduction(384)), //
			branch(x, "mixed_7a.branch1", Kernel.of(256, 1), reduction(288)), //
			branch(x, "mixed_7a.branch2", Kernel.of(256, 1), Kernel.of(288, 3), reduction(320)), //
			halved(x)));
		for (int i = 0; i < 9; i++)
			x = x.then("", new ScaledAddition(0.2f), block8(x, "repeat_2." + i)).relu();
		x = x.add(block8(x, "block8"));
		return convolution(x, "conv2d_7b", Kernel.of(1536, 1));
	}

	private static FeatureMaps stem(FeatureMaps images) {
		FeatureMaps x = convolution(images, "conv2d_1a", reduction(32));
		x = convolution(x, "conv2d_2a", Kernel.of(32, 3).padding(Padding.NONE));
		x = convolution(x, "conv2d_2b", Kernel.of(64, 3));
		x = convolution(halved(x), "conv2d_3b", Kernel.of(80, 1));
		return halved(convolution(x, "conv2d_4a", Kernel.of(192, 3).padding(Padding.NONE)));
	}

	private static FeatureMaps mixed5b(FeatureMaps x) {
		FeatureMaps mean = x.then(new AveragePooling(new Window(3, 3, 1, Padding.SAME), false));
		return FeatureMaps.concatenate(List.of( //
			branch(x, "mixed_5b.branch0", Kernel.of(96, 1)), //
			branch(x, "mixed_5b.branch1", Kernel.of(48, 1), Kernel.of(64, 5)), //
			branch(x, "mixed_5b.branch2", Kernel.of(64, 1), Kernel.of(96, 3), Kernel.of(96, 3)), //
			convolution(mean, "mixed_5b.branch3.1", Kernel.of(64, 1))));
	}

	/** Inception-ResNet-A, for 35 x 35 maps. */
	private static FeatureMaps block35(FeatureMaps x, String name) {
		FeatureMaps residuals = up(x, name, List.of( //
			branch(x, name + ".branch0", Kernel.of(32, 1)), //
			branch(x, name + ".branch1", Kernel.of(32, 1), Kernel.of(32, 3)), //
			branch(x, name + ".branch2", Kernel.of(32, 1), Kernel.of(48, 3), Kernel.of(64, 3))));
		return x.then("", new ScaledAddition(0.17f), residuals).relu();
	}

	/** Inception-ResNet-B, for 17 x 17 maps. */
	private static FeatureMaps block17(FeatureMaps x, String name) {
		FeatureMaps residuals = up(x, name, List.of( //
			branch(x, name + ".branch0", Kernel.of(192, 1)), //
			branch(x, name + ".branch1", Kernel.of(128, 1), Kernel.of(160, 1, 7), Kernel.of(192, 7, 1))));
		return x.then("", new ScaledAddition(0.1f), residuals).relu();
	}

	/** The residuals of Inception-ResNet-C, for 8 x 8 maps. */
	private static FeatureMaps block8(FeatureMaps x, String name) {
		return up(x, name, List.of( //
			branch(x, name + ".branch0", Kernel.of(192, 1)), //
			branch(x, name + ".branch1", Kernel.of(192, 1), Kernel.of(224, 1, 3), Kernel.of(256, 3, 1))));
	}

	/** As many channels as the input has, without batch norm and ReLU. */
	private static FeatureMaps up(FeatureMaps x, String name, List<FeatureMaps> branches) {
		return FeatureMaps.concatenate(branches).convolution(name + ".conv2d", Kernel.of(x.channels(), 1).bias(true));
	}

	private static FeatureMaps branch(FeatureMaps in, String name, Kernel... kernels) {
		if (kernels.length == 1) return convolution(in, name, kernels[0]);
		FeatureMaps x = in;
		for (int i = 0; i < kernels.length; i++)
			x = convolution(x, name + "." + i, kernels[i]);
		return x;
	}

	private static FeatureMaps convolution(FeatureMaps in, String name, Kernel kernel) {
		FeatureMaps x = in.convolution(name + ".conv", kernel);
		return x.then(name + ".bn", new BatchNormalization(x.channels(), EPSILON, MOMENTUM, false)).relu();
	}

	private static Kernel reduction(int filters) {
		return Kernel.of(filters, 3).stride(2).padding(Padding.NONE);
	}

	private static FeatureMaps halved(FeatureMaps x) {
		return x.then(new MaxPooling(new Window(3, 3, 2, Padding.NONE)));
	}
}
