package org.gliomagrading.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;

/**
 * Whose implementation a backbone follows in what the paper leaves open: padding, epsilon, biases, the place of a stride.
 * Weights of one variant fit into another without an error and give wrong features.
 */
public enum Variant {

	/** torchvision's. */
	TORCHVISION,

	/** Keras Applications'. */
	KERAS;

	/**
	 * @param word a variant's word
	 * @return the variant
	 * @throws InputException if there is none of that word; the message lists them
	 */
	public static Variant of(String word) throws InputException {
		for (Variant variant : values())
			if (variant.word().equals(word)) return variant;
		throw new InputException("variant '" + word + "' is not known; choose " + Arrays.stream(values()).map(Variant::word)
			.collect(Collectors.joining(" or ")));
	}

	/** @return the word in tables and files */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
