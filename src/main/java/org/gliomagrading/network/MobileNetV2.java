package org.gliomagrading.network;

import java.util.List;
import java.util.Set;

import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.Relu6;
import org.scijava.plugin.Plugin;

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
	private static final float EPSILON = 1e-5f;
	private static final float MOMENTUM = 0.1f;

	@Override
	public Set<Variant> variants() {
		return Set.of(Variant.TORCHVISION);
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, MobileNetV2::features);
	}

	private static FeatureMaps features(FeatureMaps images) {
		FeatureMaps x = convolution(images, "features.0", Kernel.of(STEM, 3).stride(2));
		int layer = 1;
		for (Stage stage : STAGES)
			for (int i = 0; i < stage.repeats(); i++)
				x = bottleneck(x, "features." + layer++ + ".conv.", stage, i == 0 ? stage.stride() : 1);
		return convolution(x, "features." + layer, Kernel.of(LAST, 1));
	}

	/** Inverted residual with a linear bottleneck (section 3.3): expand, depthwise, project; added to the input where it can be. */
	private static FeatureMaps bottleneck(FeatureMaps in, String name, Stage stage, int stride) {
		int hidden = in.channels() * stage.expansion();
		int layer = 0;
		FeatureMaps x = in;
		if (stage.expansion() != 1) x = convolution(x, name + layer++, Kernel.of(hidden, 1));
		x = convolution(x, name + layer++, Kernel.of(hidden, 3).stride(stride).groups(hidden));
		x = x.convolution(name + layer++, Kernel.of(stage.channels(), 1)).batchNorm(name + layer, EPSILON, MOMENTUM);
		return stride == 1 && in.channels() == x.channels() ? in.add(x) : x;
	}

	private static FeatureMaps convolution(FeatureMaps x, String name, Kernel kernel) {
		return x.convolution(name + ".0", kernel).batchNorm(name + ".1", EPSILON, MOMENTUM).then(new Relu6());
	}
}
