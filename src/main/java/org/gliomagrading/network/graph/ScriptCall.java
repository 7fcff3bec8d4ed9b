package org.gliomagrading.network.graph;

import java.util.List;
import java.util.Locale;

import ai.djl.ndarray.types.Shape;

/**
 * What an operation's expression in TorchScript is made of.
 *
 * @param inputs the variables that it takes
 * @param shapes their shapes, of any batch
 * @param weights the expressions of its weights, in their order
 * @param overwrites whether it may write into its first input, which nobody reads again
 * @param oneDnn whether torch's operations that are oneDNN's alone can be called
 */
public record ScriptCall(List<String> inputs, List<Shape> shapes, List<String> weights, boolean overwrites,
	boolean oneDnn)
{

	/** @return the first variable */
	public String input() {
		return inputs.get(0);
	}

	/**
	 * @param name a function of torch that has a twin which writes into its first argument, marked by {@code _}
	 * @return the one to call here
	 */
	public String function(String name) {
		return "torch." + name + (overwrites ? "_" : "");
	}

	/**
	 * @param window a window that slides over the first input
	 * @param value what is put around it
	 * @return the first input, padded if torch's kernels cannot do it themselves
	 */
	String padded(Window window, String value) {
		return window.isSymmetric(shapes.get(0)) ? input() : pad(window, value);
	}

	/**
	 * @param window a window that slides over the first input
	 * @param value what is put around it
	 * @return the first input, padded
	 */
	String pad(Window window, String value) {
		Padding.Sides rows = window.vertical(shapes.get(0));
		Padding.Sides columns = window.horizontal(shapes.get(0));
		return "torch.pad(" + input() + ", [" + columns.before() + ", " + columns.after() + ", " + rows.before() + ", " + rows
			.after() + "], \"constant\", " + value + ")";
	}

	/** @return the padding that torch's kernel shall add, as a list */
	String padding(Window window) {
		return window.isSymmetric(shapes.get(0)) ? list(window.vertical(shapes.get(0)).before(), window.horizontal(shapes.get(
			0)).before()) : list(0, 0);
	}

	/** Python writes its exponents small. */
	static String number(float number) {
		return Float.toString(number).toLowerCase(Locale.ROOT);
	}

	static String list(int first, int second) {
		return "[" + first + ", " + second + "]";
	}
}
