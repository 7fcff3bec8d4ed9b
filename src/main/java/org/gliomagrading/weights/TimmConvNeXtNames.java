package org.gliomagrading.weights;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.plugin.Plugin;

/** timm's names of {@code convnext_base}. */
@Plugin(type = NameMap.class, label = "timm (ConvNeXt)")
public class TimmConvNeXtNames extends TimmNames {

	private static final Map<String, String> ENDS = Map.of("features.0.0", "stem.0", "features.0.1", "stem.1",
		"classifier.0", "head.norm");

	private static final Map<String, String> LAYERS = Map.of("block.0", "conv_dw", "block.2", "norm", "block.3",
		"mlp.fc1", "block.5", "mlp.fc2");

	private static final Pattern BLOCK = Pattern.compile("features\\.(\\d)\\.(\\d+)\\.(block\\.\\d)");
	private static final Pattern SCALE = Pattern.compile("features\\.(\\d)\\.(\\d+)\\.layer_scale");
	private static final Pattern DOWNSAMPLING = Pattern.compile("features\\.([246])\\.([01])");

	@Override
	List<String> names(String tensor) {
		Matcher scale = SCALE.matcher(tensor);
		if (scale.matches()) return List.of(stage(scale) + ".blocks." + scale.group(2) + ".gamma");
		return super.names(tensor);
	}

	@Override
	String layer(String ours) {
		Matcher block = BLOCK.matcher(ours);
		Matcher downsampling = DOWNSAMPLING.matcher(ours);
		if (block.matches() && LAYERS.containsKey(block.group(3))) return stage(block) + ".blocks." + block.group(2) + "." +
			LAYERS.get(block.group(3));
		return downsampling.matches() ? stage(downsampling) + ".downsample." + downsampling.group(2) : ENDS.get(ours);
	}

	/** Stages are at odd numbers, what downsamples before them at even ones. */
	private static String stage(Matcher layer) {
		return "stages." + Integer.parseInt(layer.group(1)) / 2;
	}
}
