package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The first input and a share of the second: residuals scaled down (Szegedy et al. 2017, section 3.3).
 *
 * @param share factor of the second input
 */
public record ScaledAddition(float share) implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray residuals = inputs.get(1);
		// in torch's own memory, which lives as long as the gradients need it
		try (NDArray factor = residuals.getManager().full(new Shape(), share, residuals.getDataType())) {
			NDArray scaled = residuals.mul(factor);
			if (training) return inputs.get(0).add(scaled);
			try (scaled) {
				return inputs.get(0).add(scaled);
			}
		}
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("add") + "(" + call.input() + ", " + call.inputs().get(1) + ", alpha=" + ScriptCall.number(share) + ")";
	}
}
