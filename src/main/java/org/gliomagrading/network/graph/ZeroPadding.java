package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Zeros around the maps, as Keras' {@code ZeroPadding2D}: what slides over them next takes them for values.
 *
 * @param window the window that says how many
 */
public record ZeroPadding(Window window) implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray maps = inputs.get(0);
		Padding.Sides rows = window.vertical(maps.getShape());
		Padding.Sides columns = window.horizontal(maps.getShape());
		return maps.pad(new Shape(columns.before(), columns.after(), rows.before(), rows.after()), 0);
	}

	@Override
	public String script(ScriptCall call) {
		return call.pad(window, "0.");
	}
}
