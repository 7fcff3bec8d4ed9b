package org.gliomagrading.weights;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.plugin.Plugin;

/**
 * timm's names of {@code efficientnet_b0} to {@code b4}. Its {@code tf_efficientnet} networks have the same names, but
 * pad otherwise and have another epsilon.
 */
@Plugin(type = NameMap.class, label = "timm (EfficientNet)")
public class TimmEfficientNetNames extends TimmNames {

	private static final Map<String, String> ENDS = Map.of("features.0.0", "conv_stem", "features.0.1", "bn1",
		"features.8.0", "conv_head", "features.8.1", "bn2");

	/** Of blocks that do not expand, which are those of the first stage, and of the others. */
	private static final Map<String, String> FIRST = Map.of("0.0", "conv_dw", "0.1", "bn1", "1.fc1", "se.conv_reduce",
		"1.fc2", "se.conv_expand", "2.0", "conv_pw", "2.1", "bn2");
	private static final Map<String, String> OTHERS = Map.of("0.0", "conv_pw", "0.1", "bn1", "1.0", "conv_dw", "1.1",
		"bn2", "2.fc1", "se.conv_reduce", "2.fc2", "se.conv_expand", "3.0", "conv_pwl", "3.1", "bn3");

	private static final Pattern BLOCK = Pattern.compile("features\\.(\\d+)\\.(\\d+)\\.block\\.(.+)");

	@Override
	String layer(String ours) {
		Matcher block = BLOCK.matcher(ours);
		if (!block.matches()) return ENDS.get(ours);
		int stage = Integer.parseInt(block.group(1)) - 1;
		String layer = (stage == 0 ? FIRST : OTHERS).get(block.group(3));
		return layer == null ? null : "blocks." + stage + "." + block.group(2) + "." + layer;
	}
}
