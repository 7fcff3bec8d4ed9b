package org.gliomagrading.weights;

import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * torchvision's names, which are the networks' own, and timm's where it has the same (ResNet, DenseNet, InceptionV3). The
 * DenseNets that torchvision publishes were saved by an earlier version, with {@code norm.1} for {@code norm1}.
 */
@Plugin(type = NameMap.class, label = "torchvision")
public class TorchvisionNames extends TorchNames {

	@Override
	List<String> names(String tensor) {
		return List.of(tensor, tensor.replaceFirst("(\\.denselayer\\d+\\.(?:norm|conv))(\\d)", "$1.$2"));
	}
}
