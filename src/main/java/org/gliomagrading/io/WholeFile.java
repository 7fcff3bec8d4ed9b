package org.gliomagrading.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: under a temporary name beside the target, moved onto it when complete. A run that
 * is killed, or a disk that fills up, never leaves half a result under the result's name.
 */
public final class WholeFile {

	/** Writes the content of a file. */
	@FunctionalInterface
	public interface Content {

		/**
		 * @param out where the content goes; closed by the caller
		 * @throws IOException if the content cannot be written
		 */
		void writeTo(OutputStream out) throws IOException;
	}

	private WholeFile() {
		// only static methods
	}

	/**
	 * Writes a file; an existing one is replaced. Missing parent folders are made.
	 *
	 * @param target the file
	 * @param content writes what it shall hold
	 * @throws InputException if the file or its folder cannot be written, or not whole
	 * @throws IOException if the file system fails in another way
	 */
	public static void write(Path target, Content content) throws IOException {
		Path absolute = target.toAbsolutePath();
		Path folder = makeFolder(absolute.getParent());
		// not createTempFile: nobody but the user could read the result
		Path temporary = folder.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
		try {
			Files.createFile(temporary);
		}
		catch (FileSystemException e) {
			throw notWritable(target, e);
		}
		try {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
				content.writeTo(out);
			}
			catch (InputException e) {
				throw e;
			}
			catch (IOException e) {
				throw new InputException(target, "cannot be written whole (" + Reason.of(e) +
					"); free space, or choose another folder", e);
			}
			move(temporary, absolute);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * Makes a folder for results, with its parents, where it is missing.
	 *
	 * @param folder the folder
	 * @return the same folder
	 * @throws InputException if it cannot be made or written to, or is a file
	 * @throws IOException if the file system fails in another way
	 */
	public static Path makeFolder(Path folder) throws IOException {
		try {
			Files.createDirectories(folder);
			if (!Files.isWritable(folder)) throw notWritable(folder, new AccessDeniedException(folder.toString()));
			return folder;
		}
		catch (FileAlreadyExistsException e) {
			throw new InputException(folder, "is a file, not a folder; choose another folder", e);
		}
		catch (FileSystemException e) {
			throw notWritable(folder, e);
		}
	}

	private static void move(Path from, Path to) throws IOException {
		try {
			try {
				Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (AtomicMoveNotSupportedException e) {
				Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (FileSystemException e) {
			throw notWritable(to, e);
		}
	}

	private static InputException notWritable(Path target, IOException cause) {
		return new InputException(target, "cannot be written (" + Reason.of(cause) +
			"); choose a folder that you may write to", cause);
	}
}
