package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Jazzer runs on weight files: our readers; or, as controls, readers with the usual mistakes, under the same
 * checks, which Jazzer must find.
 */
public final class WeightFuzz {

	/** Controls by the name of their mistake. */
	private static final Map<String, HostileWeights.Reader> CARELESS = Map.of("size", WeightFuzz::trustSize, "type",
		WeightFuzz::trustType);

	private static final List<HostileWeights.Reader> STILL = new ArrayList<>();

	private static Path file;

	private WeightFuzz() {}

	/**
	 * Called by Jazzer.
	 *
	 * @param args names of mistakes; none for our readers
	 * @throws IOException if there is no place for a file
	 */
	public static void fuzzerInitialize(String[] args) throws IOException {
		file = Files.createTempFile("weights", ".fuzz");
		file.toFile().deleteOnExit();
		for (String name : List.of("types.pth", "types-stream.pth", "types.safetensors", "keras2-model.h5"))
			HostileWeights.check(file, Files.readAllBytes(HostileWeights.FOLDER.resolve(name))); // loads the classes
		for (String name : args)
			STILL.add(CARELESS.get(name));
	}

	/** Called by Jazzer. A control whose mistake was found makes way for the next one. */
	public static void fuzzerTestOneInput(byte[] bytes) {
		if (STILL.isEmpty()) {
			HostileWeights.check(file, bytes);
			return;
		}
		HostileWeights.Reader reader = STILL.remove(0);
		HostileWeights.check(reader, file, bytes);
		STILL.add(0, reader);
	}

	/** Takes memory for as many numbers as the first storage of the older format says it has. */
	private static void trustSize(Path path) throws IOException {
		ByteBuffer bytes = pickles(path);
		if (bytes.remaining() < Long.BYTES) return;
		long count = bytes.getLong();
		byte[] storage = new byte[(int) Math.min(Math.abs(count) * Float.BYTES & Long.MAX_VALUE, 1 << 26)];
		bytes.get(storage, 0, Math.min(storage.length, bytes.remaining()));
	}

	/** Takes each entry of a dictionary for a tensor. */
	private static void trustType(Path path) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
		for (int i = 0; i < 3; i++)
			skip(bytes);
		try {
			if (PickleMachine.read(bytes, new TorchGlobals()) instanceof Map<?, ?> map) for (Object entry : map.values())
				((TorchTensor) entry).storage();
		}
		catch (RefusedException e) {
			throw WeightFile.problem(path, e);
		}
	}

	/** Behind the five pickles of the older format; at the end if they are damaged. */
	private static ByteBuffer pickles(Path path) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
		for (int i = 0; i < 5; i++)
			skip(bytes);
		return bytes;
	}

	private static void skip(ByteBuffer bytes) {
		try {
			PickleMachine.read(bytes, new TorchGlobals());
		}
		catch (RefusedException e) {
			bytes.position(bytes.limit());
		}
	}
}
