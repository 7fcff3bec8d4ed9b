package org.gliomagrading.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import org.scijava.util.VersionUtils;

import ai.djl.ndarray.NDArray;

/** The versions of this program and of what computes its results. */
final class Versions {

	private Versions() {
		// only static methods
	}

	static String line() {
		return "glioma-grading " + VersionUtils.getVersion(Launcher.class) + " (DJL " + VersionUtils.getVersion(
			NDArray.class) + ", PyTorch " + pytorch() + ", Java " + System.getProperty("java.version") + ")";
	}

	/** Read from the bundled library's description, without loading it. */
	private static String pytorch() {
		Properties properties = new Properties();
		try (InputStream in = Launcher.class.getResourceAsStream("/native/lib/pytorch.properties")) {
			if (in != null) properties.load(in);
		}
		catch (IOException e) {
			return "unknown";
		}
		return properties.getProperty("version", "not bundled");
	}
}
