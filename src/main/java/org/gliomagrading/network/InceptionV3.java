package org.gliomagrading.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.MaxPooling;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Window;
import org.scijava.plugin.Plugin;

/**
 * Inception-v3 (Szegedy et al. 2016, "Rethinking the Inception architecture", Table 1 and Figures 5 to 7, 10) with the
 * layer names of torchvision's {@code inception_v3}, without its auxiliary classifier and {@code transform_input}.
 * 21,785,568 learned parameters. Keras Applications' variant has no factors in batch norm (21,768,352 parameters), another
 * momentum, and average pooling that does not count padding. Convolutions are written down in the order in which Keras
 * numbers them.
 */
@Plugin(type = Backbone.class, name = "InceptionV3")
public final class InceptionV3 implements Backbone {

	private static final float EPSILON = 1e-3f;

	@Override
	public Set<Variant> variants() {
		return Set.of(Variant.TORCHVISION, Variant.KERAS);
	}

	/** The stem and the two reductions are not padded. */
	@Override
	public int smallestInput() {
		return 75;
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, images -> new Layers(variant == Variant.KERAS).features(images));
	}

	private record Layers(boolean keras) {

		FeatureMaps features(FeatureMaps images) {
			FeatureMaps x = convolution(images, "Conv2d_1a_3x3", reduction(32));
			x = convolution(x, "Conv2d_2a_3x3", Kernel.of(32, 3).padding(Padding.NONE));
			x = convolution(x, "Conv2d_2b_3x3", Kernel.of(64, 3));
			x = halved(x);
			x = convolution(x, "Conv2d_3b_1x1", Kernel.of(80, 1));
			x = convolution(x, "Conv2d_4a_3x3", Kernel.of(192, 3).padding(Padding.NONE));
			x = halved(x);
			x = figure5(x, "Mixed_5b.", 32);
			x = figure5(x, "Mixed_5c.", 64);
			x = figure5(x, "Mixed_5d.", 64);
			x = FeatureMaps.concatenate(List.of( //
				convolution(x, "Mixed_6a.branch3x3", reduction(384)), //
				chain(x, "Mixed_6a.branch3x3dbl_", Kernel.of(64, 1), Kernel.of(96, 3), reduction(96)), //
				halved(x)));
			x = figure6(x, "Mixed_6b.", 128);
			x = figure6(x, "Mixed_6c.", 160);
			x = figure6(x, "Mixed_6d.", 160);
			x = figure6(x, "Mixed_6e.", 192);
			x = FeatureMaps.concatenate(List.of( //
				chain(x, "Mixed_7a.branch3x3_", Kernel.of(192, 1), reduction(320)), //
				chain(x, "Mixed_7a.branch7x7x3_", Kernel.of(192, 1), Kernel.of(192, 1, 7), Kernel.of(192, 7, 1), reduction(192)),
				halved(x)));
			x = figure7(x, "Mixed_7b.");
			return figure7(x, "Mixed_7c.");
		}

		/** The module for 35 x 35 maps. */
		private FeatureMaps figure5(FeatureMaps x, String name, int pooled) {
			return FeatureMaps.concatenate(List.of( //
				convolution(x, name + "branch1x1", Kernel.of(64, 1)), //
				chain(x, name + "branch5x5_", Kernel.of(48, 1), Kernel.of(64, 5)), //
				chain(x, name + "branch3x3dbl_", Kernel.of(64, 1), Kernel.of(96, 3), Kernel.of(96, 3)), //
				pooled(x, name, pooled)));
		}

		/** The module for 17 x 17 maps, with factorised 7 x 7 convolutions. */
		private FeatureMaps figure6(FeatureMaps x, String name, int c) {
			return FeatureMaps.concatenate(List.of( //
				convolution(x, name + "branch1x1", Kernel.of(192, 1)), //
				chain(x, name + "branch7x7_", Kernel.of(c, 1), Kernel.of(c, 1, 7), Kernel.of(192, 7, 1)), //
				chain(x, name + "branch7x7dbl_", Kernel.of(c, 1), Kernel.of(c, 7, 1), Kernel.of(c, 1, 7), Kernel.of(c, 7, 1),
					Kernel.of(192, 1, 7)), //
				pooled(x, name, 192)));
		}

		/** The module for 8 x 8 maps, whose branches fork. */
		private FeatureMaps figure7(FeatureMaps x, String name) {
			List<FeatureMaps> branches = new ArrayList<>();
			branches.add(convolution(x, name + "branch1x1", Kernel.of(320, 1)));
			branches.addAll(fork(chain(x, name + "branch3x3_", Kernel.of(384, 1)), name + "branch3x3_2"));
			branches.addAll(fork(chain(x, name + "branch3x3dbl_", Kernel.of(448, 1), Kernel.of(384, 3)), name +
				"branch3x3dbl_3"));
			branches.add(pooled(x, name, 192));
			return FeatureMaps.concatenate(branches);
		}

		private List<FeatureMaps> fork(FeatureMaps x, String name) {
			return List.of(convolution(x, name + "a", Kernel.of(384, 1, 3)), convolution(x, name + "b", Kernel.of(384, 3, 1)));
		}

		private FeatureMaps pooled(FeatureMaps x, String name, int filters) {
			FeatureMaps mean = x.then(new AveragePooling(new Window(3, 3, 1, Padding.half()), !keras));
			return convolution(mean, name + "branch_pool", Kernel.of(filters, 1));
		}

		private FeatureMaps chain(FeatureMaps in, String name, Kernel... kernels) {
			FeatureMaps x = in;
			for (int i = 0; i < kernels.length; i++)
				x = convolution(x, name + (i + 1), kernels[i]);
			return x;
		}

		private FeatureMaps convolution(FeatureMaps in, String name, Kernel kernel) {
			FeatureMaps x = in.convolution(name + ".conv", kernel);
			return x.then(name + ".bn", new BatchNormalization(x.channels(), EPSILON, keras ? 0.01f : 0.1f, !keras)).relu();
		}

		private static Kernel reduction(int filters) {
			return Kernel.of(filters, 3).stride(2).padding(Padding.NONE);
		}

		private static FeatureMaps halved(FeatureMaps x) {
			return x.then(new MaxPooling(new Window(3, 3, 2, Padding.NONE)));
		}
	}
}
