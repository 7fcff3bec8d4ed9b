package org.gliomagrading.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.WholeFile;

/**
 * Features of patients' slices on disk. A file is called by the SHA-256 of what its features were made of; it holds the
 * SHA-256 of all behind it (32 bytes), the number of slices and of features (32-bit integers), and the features (32-bit
 * floats), all little-endian.
 */
final class FeatureCache {

	private static final int DIGEST = 32;
	private static final int HEADER = DIGEST + 2 * Integer.BYTES;

	/** More than any volume has slices. */
	private static final int MOST_SLICES = 1 << 16;

	private final Path folder;
	private final int features;
	private final Consumer<String> warnings;

	/**
	 * @param folder where the files lie; made where it is missing
	 * @param features features of a slice
	 * @param warnings told of each file that is damaged
	 */
	FeatureCache(Path folder, int features, Consumer<String> warnings) throws IOException {
		this.folder = WholeFile.makeFolder(folder);
		this.features = features;
		this.warnings = warnings;
	}

	/**
	 * @param parts what decides what the features are
	 * @return the name under which they are kept
	 */
	static String key(Object... parts) {
		return Checksum.sha256(Arrays.toString(parts));
	}

	/**
	 * @param key the name under which they are kept
	 * @return the features of each slice; empty if they are not there, or the file is damaged
	 * @throws IOException if the file cannot be read
	 */
	Optional<float[][]> read(String key) throws IOException {
		Path file = file(key);
		if (!Files.isRegularFile(file)) return Optional.empty();
		try {
			return Optional.of(checked(file));
		}
		catch (InputException e) {
			warnings.accept(e.getMessage());
			return Optional.empty();
		}
	}

	private float[][] checked(Path file) throws IOException {
		if (Files.size(file) > HEADER + (long) MOST_SLICES * features * Float.BYTES) throw damaged(file);
		byte[] bytes = Files.readAllBytes(file);
		if (bytes.length < HEADER) throw damaged(file);
		MessageDigest digest = Checksum.newSha256();
		digest.update(bytes, DIGEST, bytes.length - DIGEST);
		ByteBuffer content = ByteBuffer.wrap(bytes, DIGEST, bytes.length - DIGEST).order(ByteOrder.LITTLE_ENDIAN);
		int slices = content.getInt();
		boolean whole = Arrays.equals(digest.digest(), Arrays.copyOf(bytes, DIGEST)) && content.getInt() == features && slices >= 0 &&
			content.remaining() == (long) slices * features * Float.BYTES;
		if (!whole) throw damaged(file);
		float[][] values = new float[slices][features];
		for (float[] each : values) {
			content.asFloatBuffer().get(each);
			content.position(content.position() + features * Float.BYTES);
		}
		return values;
	}

	private static InputException damaged(Path file) {
		return new InputException(file, "these cached features are damaged; they are computed again");
	}

	/**
	 * @param key the name under which they are kept
	 * @param values the features of each slice
	 * @throws IOException if the file cannot be written
	 */
	void write(String key, float[][] values) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(2 * Integer.BYTES + values.length * features * Float.BYTES).order(
			ByteOrder.LITTLE_ENDIAN);
		content.putInt(values.length).putInt(features);
		for (float[] each : values)
			for (float value : each)
				content.putFloat(value);
		byte[] bytes = content.array();
		WholeFile.write(file(key), out -> {
			out.write(Checksum.newSha256().digest(bytes));
			out.write(bytes);
		});
	}

	private Path file(String key) {
		return folder.resolve(key + ".features");
	}
}
