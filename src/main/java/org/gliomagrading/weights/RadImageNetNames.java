package org.gliomagrading.weights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.scijava.plugin.Plugin;

/**
 * The names of RadImageNet's PyTorch files: those of a {@code Sequential}, called {@code backbone}, of the children of
 * torchvision's network, numbered in their order, layers without weights included. Its Keras files have Keras' own names.
 *
 * @see <a href="https://github.com/BMEII-AI/RadImageNet/blob/main/pytorch_example.ipynb">how they are loaded</a>
 */
@Plugin(type = NameMap.class, label = "RadImageNet (PyTorch)")
public class RadImageNetNames extends TorchNames {

	/** Of ResNet, DenseNet and InceptionV3 (without its auxiliary head); no name stands for two numbers. */
	private static final List<List<String>> CHILDREN = List.of( //
		List.of("conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4"), //
		List.of("features"), //
		List.of("Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "maxpool1", "Conv2d_3b_1x1", "Conv2d_4a_3x3", "maxpool2",
			"Mixed_5b", "Mixed_5c", "Mixed_5d", "Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e", "Mixed_7a",
			"Mixed_7b", "Mixed_7c"));

	private static final Map<String, Integer> NUMBERS = new HashMap<>();

	static {
		CHILDREN.forEach(children -> children.forEach(child -> NUMBERS.put(child, children.indexOf(child))));
	}

	@Override
	List<String> names(String tensor) {
		int dot = tensor.indexOf('.');
		Integer number = NUMBERS.get(tensor.substring(0, dot));
		return number == null ? List.of() : List.of("backbone." + number + tensor.substring(dot));
	}
}
