package org.gliomagrading.weights;

import java.util.List;

/** timm's names of networks whose layers it calls otherwise than torchvision; the tensors of a layer have the same names. */
abstract class TimmNames extends TorchNames {

	/**
	 * @param ours the name of a layer of the network
	 * @return timm's name of it; null where these files have no such layer
	 */
	abstract String layer(String ours);

	@Override
	List<String> names(String tensor) {
		int dot = tensor.lastIndexOf('.');
		String layer = layer(tensor.substring(0, dot));
		return layer == null ? List.of() : List.of(layer + tensor.substring(dot));
	}
}
