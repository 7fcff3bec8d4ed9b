package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. Links are never followed. */
final class Folders {

	private Folders() {
		// only static methods
	}

	/** Deletes a folder; nothing where there is none. */
	static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		for (Path path : content(folder).stream().sorted(Comparator.reverseOrder()).toList())
			Files.delete(path);
	}

	/** Copies a folder's files, but for links and what is temporary, into another folder. */
	static void copy(Path from, Path to) throws IOException {
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
