package org.gliomagrading.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a folder whole or not at all: under a temporary name beside the target, renamed when complete. Files within need
 * no care of their own.
 */
public final class WholeFolder {

	/** Writes what a folder holds. */
	@FunctionalInterface
	public interface Content {

		/**
		 * @param folder the folder under its temporary name; it exists and is empty
		 * @throws IOException if the content cannot be written
		 */
		void writeTo(Path folder) throws IOException;
	}

	private WholeFolder() {
		// only static methods
	}

	/**
	 * Writes a folder. One that is there is replaced if it is empty or was written by the same command before.
	 *
	 * @param target the folder
	 * @param mark the file by which an earlier result is known
	 * @param others what else an earlier result may hold, without what lies in folders of it
	 * @param content writes what it shall hold, the mark and some of the others
	 * @throws InputException if the target holds something else, or cannot be written
	 * @throws IOException if the file system fails in another way
	 */
	public static void write(Path target, String mark, Set<String> others, Content content) throws IOException {
		Path absolute = target.toAbsolutePath().normalize();
		checkReplaceable(target, mark, others);
		Path parent = WholeFile.makeFolder(absolute.getParent());
		String name = "." + absolute.getFileName() + "." + UUID.randomUUID();
		Path temporary = parent.resolve(name + ".tmp");
		Path earlier = parent.resolve(name + ".old");
		try {
			Files.createDirectory(temporary);
			content.writeTo(temporary);
			if (Files.exists(absolute)) Files.move(absolute, earlier);
			Files.move(temporary, absolute);
		}
		catch (InputException e) {
			throw e;
		}
		catch (IOException e) {
			throw new InputException(target, "cannot be written whole (" + Reason.of(e) +
				"); free space, or choose another folder", e);
		}
		finally {
			Folders.delete(temporary);
			if (Files.exists(absolute)) Folders.delete(earlier);
			else if (Files.exists(earlier)) Files.move(earlier, absolute);
		}
	}

	private static void checkReplaceable(Path target, String mark, Set<String> others) throws IOException {
		if (!Files.exists(target)) return;
		if (!Files.isDirectory(target)) throw new InputException(target, "is a file, not a folder; choose another folder");
		try (Stream<Path> files = Files.list(target)) {
			boolean marked = Files.exists(target.resolve(mark));
			Optional<String> other = files.map(file -> file.getFileName().toString()).filter(name -> !marked || !name.equals(
				mark) && !others.contains(name)).sorted().findFirst();
			if (other.isPresent()) throw new InputException(target, "holds other files, which would be lost, such as " + other
				.get() + "; choose a new folder");
		}
	}
}
