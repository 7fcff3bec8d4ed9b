package org.gliomagrading.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. Links are never followed. */
public final class Folders {

	private Folders() {
		// only static methods
	}

	/**
	 * Deletes a folder; nothing where there is none.
	 *
	 * @param folder the folder
	 * @throws IOException if something in it cannot be deleted
	 */
	public static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		for (Path path : content(folder).stream().sorted(Comparator.reverseOrder()).toList())
			Files.delete(path);
	}

	/**
	 * Copies a folder's files, but for links and what is temporary, into another folder.
	 *
	 * @param from the folder
	 * @param to the other folder; what it held is deleted
	 * @throws IOException if something cannot be read, deleted or written
	 */
	public static void copy(Path from, Path to) throws IOException {
		delete(to);
		for (Path path : content(from)) {
			Path target = to.resolve(from.relativize(path).toString());
			boolean temporary = path.getFileName().toString().startsWith(".");
			if (Files.isDirectory(path)) Files.createDirectories(target);
			else if (Files.isRegularFile(path) && !Files.isSymbolicLink(path) && !temporary) Files.copy(path, target);
		}
	}

	private static List<Path> content(Path folder) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			return paths.toList();
		}
	}
}
