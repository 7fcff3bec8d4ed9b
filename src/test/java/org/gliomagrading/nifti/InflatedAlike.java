package org.gliomagrading.nifti;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a gzip file holds by the JDK, and that our reader takes it for the same. */
record InflatedAlike(byte[] content, boolean isSound) {

	private static final int CHUNK = 1 << 13;

	/** Inflates as far as that goes, by the JDK alone. */
	static InflatedAlike byJdk(byte[] file) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		byte[] buffer = new byte[CHUNK];
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
			for (int read; (read = in.read(buffer)) >= 0;)
				content.write(buffer, 0, read);
			return new InflatedAlike(content.toByteArray(), true);
		}
		catch (EOFException | ZipException e) {
			return new InflatedAlike(content.toByteArray(), false);
		}
		catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	/**
	 * Compares this with what our reader makes of the file. Up to where one of them refuses it both must give the same; a
	 * file that is sound for the JDK must give all its content, and one that is not must be refused.
	 */
	void check(FuzzedFile file) throws IOException {
		Content ours = Content.of(file);
		if (isSound && !Arrays.equals(content, ours.read(0, content.length))) throw new AssertionError(
			"not what the JDK inflates");
		int position = 0;
		try (Content again = Content.of(file)) {
			for (byte[] part; (part = again.read(position, CHUNK)).length > 0; position += part.length) {
				int common = Math.max(0, Math.min(part.length, content.length - position));
				if (isSound && common < part.length || !Arrays.equals(part, 0, common, content, position, position + common))
					throw new AssertionError("other bytes than the JDK inflates, from " + position);
			}
		}
		catch (EOFException | ZipException e) {
			return; // the first of the JDK's members is whole, as was checked; it leaves a short tail alone
		}
		if (!isSound) throw new AssertionError("taken for sound, and the JDK refuses it");
	}
}
