package org.gliomagrading.network;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.MaxPooling;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Window;
import org.gliomagrading.network.graph.ZeroPadding;
import org.scijava.plugin.Plugin;

/**
 * NASNet-A (4 @ 1056) (Zoph et al. 2018, Figures 2 and 4) with the layer names and numbers of Keras Applications'
 * {@code NASNetMobile}; the two kernels of its separable convolutions are called {@code .depthwise} and
 * {@code .pointwise} of the layer's name. 4,232,978 learned parameters.
 */
@Plugin(type = Backbone.class, name = "NASNetMobile")
public final class NASNetMobile implements Backbone {

	private static final int STEM = 32;
	private static final int FILTERS = 1056 / 24;
	private static final int REPEATS = 4;
	private static final float EPSILON = 1e-3f;
	private static final float MOMENTUM = 0.0003f;

	private static final Pattern CELL = Pattern.compile(".*?_((?:stem|reduce)_\\d+|\\d+)(?:\\..*)?");

	/** The window of the poolings in a reduction cell. */
	private static final Window HALVING = new Window(3, 3, 2, Padding.NONE);

	/**
	 * The outputs of the last cell and of the one before.
	 *
	 * @param last the last one's
	 * @param previous the one's before, the last one's input; null if there is none
	 * @param reduced whether the last cell halved the maps, so that the previous ones are larger
	 */
	private record Outputs(FeatureMaps last, FeatureMaps previous, boolean reduced) {
	}

	@Override
	public Set<Variant> variants() {
		return Set.of(Variant.KERAS);
	}

	/** Keras gives a cell's name at the end of each of its layers'. */
	@Override
	public String stage(String node) {
		Matcher cell = CELL.matcher(node);
		if (!cell.matches()) return "stem_0";
		return Character.isDigit(cell.group(1).charAt(0)) ? "normal_" + cell.group(1) : cell.group(1);
	}

	@Override
	public Graph build(Variant variant) {
		return FeatureMaps.graph(3, NASNetMobile::features);
	}

	private static FeatureMaps features(FeatureMaps images) {
		FeatureMaps stem = norm(images.convolution("stem_conv1", Kernel.of(STEM, 3).stride(2).padding(Padding.NONE)),
			"stem_bn1");
		Outputs x = reduction(new Outputs(stem, null, false), FILTERS / 4, "stem_1");
		x = reduction(x, FILTERS / 2, "stem_2");
		for (int i = 0; i < REPEATS; i++)
			x = normal(x, FILTERS, "" + i);
		// Keras gives the number 4 to a reduction alone, the number 8 to a normal cell and a reduction.
		x = reduction(x, 2 * FILTERS, "reduce_4");
		for (int i = 0; i < REPEATS; i++)
			x = normal(x, 2 * FILTERS, "" + (5 + i));
		x = reduction(x, 4 * FILTERS, "reduce_8");
		for (int i = 0; i < REPEATS; i++)
			x = normal(x, 4 * FILTERS, "" + (9 + i));
		return x.last().relu();
	}

	private static Outputs normal(Outputs in, int filters, String id) {
		FeatureMaps p = adjusted(in, filters, id);
		FeatureMaps h = projected(in.last().relu(), filters, "normal_conv_1_" + id, "normal_bn_1_" + id);
		FeatureMaps activeP = p.relu();
		FeatureMaps activeH = h.relu();
		FeatureMaps x1 = separable(activeH, filters, 5, 1, "normal_left1_" + id) //
			.add(separable(activeP, filters, 3, 1, "normal_right1_" + id));
		FeatureMaps x2 = separable(activeP, filters, 5, 1, "normal_left2_" + id) //
			.add(separable(activeP, filters, 3, 1, "normal_right2_" + id));
		FeatureMaps x3 = mean(h).add(p);
		FeatureMaps meanP = mean(p);
		FeatureMaps x4 = meanP.add(meanP);
		FeatureMaps x5 = separable(activeH, filters, 3, 1, "normal_left5_" + id).add(h);
		return new Outputs(FeatureMaps.concatenate(List.of(p, x1, x2, x3, x4, x5)), in.last(), false);
	}

	private static Outputs reduction(Outputs in, int filters, String id) {
		FeatureMaps p = adjusted(in, filters, id).relu();
		FeatureMaps h = projected(in.last().relu(), filters, "reduction_conv_1_" + id, "reduction_bn_1_" + id);
		FeatureMaps x1 = separable(h.relu(), filters, 5, 2, "reduction_left1_" + id) //
			.add(separable(p, filters, 7, 2, "reduction_right1_" + id));
		// Keras pads with zeros before it pools: they count in the mean, and win over negative values in the maximum.
		FeatureMaps padded = h.then(new ZeroPadding(new Window(3, 3, 2, Padding.SAME)));
		FeatureMaps largest = padded.then(new MaxPooling(HALVING));
		FeatureMaps x2 = largest.add(separable(p, filters, 7, 2, "reduction_right2_" + id));
		FeatureMaps x3 = padded.then(new AveragePooling(HALVING, true)) //
			.add(separable(p, filters, 5, 2, "reduction_right3_" + id));
		FeatureMaps x4 = x2.add(mean(x1));
		FeatureMaps x5 = separable(x1.relu(), filters, 3, 1, "reduction_left4_" + id).add(largest);
		return new Outputs(FeatureMaps.concatenate(List.of(x2, x3, x4, x5)), in.last(), true);
	}

	/** The outputs of the cell before the last, in the last one's size and with so many channels. */
	private static FeatureMaps adjusted(Outputs in, int filters, String id) {
		if (in.previous() == null) return in.last();
		FeatureMaps p = in.previous().relu();
		if (!in.reduced()) return projected(p, filters, "adjust_conv_projection_" + id, "adjust_bn_" + id);
		// Two halves: of every other value, and of those one to the right and below.
		Kernel half = Kernel.of(filters / 2, 1).stride(2);
		return norm(FeatureMaps.concatenate(List.of( //
			p.convolution("adjust_conv_1_" + id, half), //
			p.convolution("adjust_conv_2_" + id, half.padding(Padding.of(-1, 1))))), "adjust_bn_" + id);
	}

	private static FeatureMaps projected(FeatureMaps x, int filters, String convolution, String norm) {
		return norm(x.convolution(convolution, Kernel.of(filters, 1)), norm);
	}

	/** Two separable convolutions, the first with the stride; of maps behind their ReLU. */
	private static FeatureMaps separable(FeatureMaps active, int filters, int size, int stride, String id) {
		FeatureMaps x = separable(active, filters, size, stride, "separable_conv_1_", id).relu();
		return separable(x, filters, size, 1, "separable_conv_2_", id);
	}

	private static FeatureMaps separable(FeatureMaps x, int filters, int size, int stride, String layer, String id) {
		Kernel depthwise = Kernel.of(x.channels(), size).stride(stride).padding(Padding.SAME).groups(x.channels());
		return norm(x.convolution(layer + id + ".depthwise", depthwise) //
			.convolution(layer + id + ".pointwise", Kernel.of(filters, 1)), layer + "bn_" + id);
	}

	private static FeatureMaps norm(FeatureMaps x, String name) {
		return x.batchNorm(name, EPSILON, MOMENTUM);
	}

	private static FeatureMaps mean(FeatureMaps x) {
		return x.then(new AveragePooling(new Window(3, 3, 1, Padding.SAME), false));
	}
}
