package org.gliomagrading.network.graph;

/**
 * What a convolution does.
 *
 * @param filters number of output maps
 * @param window its height, width, stride and padding
 * @param groups groups of maps that are convolved apart
 * @param biased whether a bias is added
 */
public record Kernel(int filters, Window window, int groups, boolean biased) {

	/**
	 * @param filters number of output maps
	 * @param size height and width, odd
	 * @return a convolution at stride 1 that keeps the size, without bias
	 */
	public static Kernel of(int filters, int size) {
		return of(filters, size, size);
	}

	/**
	 * @param filters number of output maps
	 * @param height its height, odd
	 * @param width its width, odd
	 * @return a convolution at stride 1 that keeps the size, without bias
	 */
	public static Kernel of(int filters, int height, int width) {
		return new Kernel(filters, new Window(height, width, 1, Padding.half()), 1, false);
	}

	/**
	 * @param stride the step along both axes
	 * @return this with another stride
	 */
	public Kernel stride(int stride) {
		return new Kernel(filters, new Window(window.height(), window.width(), stride, window.padding()), groups, biased);
	}

	/**
	 * @param padding what is put around the maps
	 * @return this with another padding
	 */
	public Kernel padding(Padding padding) {
		return new Kernel(filters, new Window(window.height(), window.width(), window.stride(), padding), groups, biased);
	}

	/**
	 * @param number of groups of maps that are convolved apart; as many as there are maps makes it depthwise
	 * @return this with so many groups
	 */
	public Kernel groups(int number) {
		return new Kernel(filters, window, number, biased);
	}

	/**
	 * @param bias whether a bias is added
	 * @return this with or without bias
	 */
	public Kernel bias(boolean bias) {
		return new Kernel(filters, window, groups, bias);
	}
}
