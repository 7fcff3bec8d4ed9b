package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * x times the standard normal distribution function of x, by the error function and not by the approximation with tanh:
 * torch's {@code GELU} (Hendrycks and Gimpel 2016).
 */
public record Gelu() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).getNDArrayInternal().gelu();
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("gelu") + "(" + call.input() + ")";
	}
}
