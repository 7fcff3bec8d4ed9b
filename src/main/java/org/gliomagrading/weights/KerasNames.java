package org.gliomagrading.weights;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One form for the names of weights, which versions of Keras write in several: {@code layer/variable}, such as
 * {@code conv1_conv/kernel} or {@code conv1_bn/moving_mean}.
 * <ul>
 * <li>No {@code :0}, which Keras 2 puts behind each name.</li>
 * <li>The layer is the name of its group. What Keras puts before the variable is often another name: that of a scope,
 * or one with a number that depends on what was made before ({@code conv2d_17/kernel:0} in layer
 * {@code stem_conv1}).</li>
 * <li>A layer that holds others, and so several variables of one name, has theirs as {@code layer/inner/variable}.</li>
 * <li>The kernel of a depthwise convolution is {@code kernel}, as in Keras 3; Keras 2 calls it
 * {@code depthwise_kernel}. A separable convolution has {@code depthwise_kernel} and {@code pointwise_kernel} in
 * both.</li>
 * </ul>
 */
final class KerasNames {

	private static final String DEPTHWISE = "depthwise_kernel";
	private static final String POINTWISE = "pointwise_kernel";

	private KerasNames() {
		// only static methods
	}

	/**
	 * @param layer the name of a layer's group
	 * @param weights the names of its weights, as the file has them
	 * @return their names in our form, in the same order
	 */
	static List<String> names(String layer, List<String> weights) {
		List<String> paths = weights.stream().map(weight -> path(layer, weight)).toList();
		List<String> variables = paths.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
		Set<String> distinct = new HashSet<>(variables);
		if (distinct.size() < variables.size()) return paths.stream().map(path -> layer + "/" + path).toList();
		boolean depthwise = distinct.contains(DEPTHWISE) && !distinct.contains(POINTWISE);
		return variables.stream().map(name -> layer + "/" + (depthwise && name.equals(DEPTHWISE) ? "kernel" : name)).toList();
	}

	/** Without {@code :0} at the end and the layer's name at the start. */
	private static String path(String layer, String weight) {
		String path = weight.replaceFirst(":\\d+$", "");
		return path.startsWith(layer + "/") ? path.substring(layer.length() + 1) : path;
	}
}
