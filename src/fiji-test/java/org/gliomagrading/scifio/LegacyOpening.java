package org.gliomagrading.scifio;

import org.gliomagrading.command.WholeContext;
import org.scijava.Context;

import ij.IJ;
import net.imagej.patcher.LegacyInjector;

/**
 * Opens files by {@code open(path)} of an ImageJ 1 macro in a Java of its own, in which ImageJ's legacy layer can change
 * ImageJ 1's classes before anything loads them.
 */
public final class LegacyOpening {

	private static final String MACRO = """
		open(getArgument());
		getDimensions(width, height, channels, slices, frames);
		getVoxelSize(x, y, z, unit);
		getMinAndMax(min, max);
		line = "OPENED " + width + " " + height + " " + channels + " " + slices + " " + frames + " " + x + " " + y + " " + z;
		line = line + " " + unit + " " + bitDepth + " " + min + " " + max + ":";
		for (s = 1; s <= nSlices; s++) {
			setSlice(s);
			for (i = 0; i < height; i++)
				for (j = 0; j < width; j++)
					line = line + " " + d2s(getValue(j, i), 9);
		}
		close();
		return line;
		""";

	private LegacyOpening() {
		// only a main method
	}

	/**
	 * Prints a line for each file: shape, spacing, unit, bit depth, display range, and the values of each slice.
	 *
	 * @param args the files
	 */
	public static void main(String[] args) {
		LegacyInjector.preinit();
		try (Context context = WholeContext.start()) {
			for (String file : args)
				System.out.println(IJ.runMacro(MACRO, file));
		}
		System.exit(0);
	}
}
