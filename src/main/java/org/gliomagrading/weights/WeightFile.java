package org.gliomagrading.weights;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;

/**
 * An open file of weights. Its tensors are listed when it is opened; each is read on request, as floats. The file is
 * never trusted: nothing in it is executed, and whatever is wrong with it is an {@link InputException}. Opening takes
 * memory by the size of its list, which is bounded, and a tensor by its size in the file. For one thread at a time.
 */
public final class WeightFile implements Closeable {

	/** Tensors may share values, as tied layers do; this many times the file's length is what all together may take. */
	private static final int MAX_SHARING = 4;

	/** Lists the tensors of a file. */
	interface Listing<C> {

		List<StoredTensor> tensors(C content) throws IOException;
	}

	/** Opens a file in some way. */
	interface Opening<C> {

		C open(Path file) throws IOException;
	}

	private final Path path;
	private final Closeable content;
	private final Map<String, StoredTensor> tensors;

	private WeightFile(Path path, Closeable content, Map<String, StoredTensor> tensors) {
		this.path = path;
		this.content = content;
		this.tensors = tensors;
	}

	/** Opens a file whose tensors are listed from its bytes. */
	static WeightFile open(Path path, Listing<FileChannel> listing) throws InputException {
		return open(path, FileChannel::open, listing);
	}

	/**
	 * @param path the file
	 * @param opening opens it
	 * @param listing lists its tensors
	 * @return the file, open; it is closed if this fails
	 * @throws InputException whatever goes wrong
	 */
	static <C extends Closeable> WeightFile open(Path path, Opening<C> opening, Listing<C> listing) throws InputException {
		try {
			C content = opening.open(path);
			try {
				return new WeightFile(path, content, byName(path, listing.tensors(content)));
			}
			catch (IOException | RuntimeException e) {
				content.close();
				throw e;
			}
		}
		catch (IOException e) {
			throw problem(path, e);
		}
	}

	/** What an exception says of a file. */
	static InputException problem(Path path, IOException e) {
		if (e instanceof RefusedException) return new InputException(path, e.getMessage(), e);
		if (e instanceof EOFException || e instanceof ZipException) return new InputException(path,
			"is damaged or truncated (" + Reason.of(e) + "); fetch it again", e);
		return InputException.unreadable(path, e);
	}

	/** @return where it is */
	public Path path() {
		return path;
	}

	/** @return its tensors by name, in the order of the file */
	public Map<String, StoredTensor> tensors() {
		return tensors;
	}

	/**
	 * @param name the name of one of its tensors
	 * @return the tensor with its values
	 * @throws InputException if the file is damaged or cannot be read
	 */
	public Tensor read(String name) throws InputException {
		StoredTensor tensor = tensors.get(name);
		if (tensor == null) throw new IllegalArgumentException("no tensor '" + name + "' in " + path);
		try {
			return tensor.read();
		}
		catch (IOException e) {
			throw problem(path, e);
		}
	}

	/**
	 * @return all tensors with their values, by name, in the order of the file
	 * @throws InputException if the file is damaged or cannot be read
	 */
	public Map<String, Tensor> readAll() throws InputException {
		Map<String, Tensor> all = new LinkedHashMap<>();
		for (String name : tensors.keySet())
			all.put(name, read(name));
		return all;
	}

	@Override
	public void close() throws IOException {
		content.close();
	}

	private static Map<String, StoredTensor> byName(Path path, List<StoredTensor> listed) throws IOException {
		Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		long left = MAX_SHARING * Files.size(path);
		for (StoredTensor tensor : listed) {
			if (tensors.put(tensor.name(), tensor) != null) throw RefusedException.damaged("it has two tensors '" + tensor
				.name() + "'");
			left -= tensor.bytes();
			if (left < 0) throw new RefusedException("its tensors share so many values that together they take " +
				MAX_SHARING + " times its length; save them as tensor.clone()");
		}
		return Collections.unmodifiableMap(tensors);
	}
}
