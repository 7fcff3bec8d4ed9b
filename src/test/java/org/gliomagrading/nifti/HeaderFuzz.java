package org.gliomagrading.nifti;

/** What Jazzer runs on headers: the bytes of a {@code .nii}, or of both files of a pair, of any version. */
public final class HeaderFuzz {

	private HeaderFuzz() {}

	/** Called by Jazzer. */
	public static void fuzzerTestOneInput(byte[] bytes) {
		HostileReading.check(bytes, "");
	}
}
