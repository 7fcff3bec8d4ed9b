package org.gliomagrading.weights;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.plugin.Plugin;

/** timm's names of {@code mobilenetv2_100}. */
@Plugin(type = NameMap.class, label = "timm (MobileNetV2)")
public class TimmMobileNetNames extends TimmNames {

	private static final Map<String, String> ENDS = Map.of("features.0.0", "conv_stem", "features.0.1", "bn1",
		"features.18.0", "conv_head", "features.18.1", "bn2");

	/** Of the first block, which does not expand, and of the others. */
	private static final Map<String, String> FIRST = Map.of("0.0", "conv_dw", "0.1", "bn1", "1", "conv_pw", "2", "bn2");
	private static final Map<String, String> OTHERS = Map.of("0.0", "conv_pw", "0.1", "bn1", "1.0", "conv_dw", "1.1",
		"bn2", "2", "conv_pwl", "3", "bn3");

	/** Number of blocks in each stage. */
	private static final int[] REPEATS = { 1, 2, 3, 4, 3, 3, 1 };

	private static final Pattern BLOCK = Pattern.compile("features\\.(\\d+)\\.conv\\.(.+)");

	@Override
	String layer(String ours) {
		Matcher block = BLOCK.matcher(ours);
		if (!block.matches()) return ENDS.get(ours);
		int index = Integer.parseInt(block.group(1)) - 1;
		String layer = (index == 0 ? FIRST : OTHERS).get(block.group(2));
		int stage = 0;
		while (stage < REPEATS.length && index >= REPEATS[stage])
			index -= REPEATS[stage++];
		return layer == null ? null : "blocks." + stage + "." + index + "." + layer;
	}
}
