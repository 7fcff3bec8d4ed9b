package org.gliomagrading.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {

	private static final String MARK = "page.html";

	@TempDir
	private Path folder;

	private static void write(Path target, String text) throws IOException {
		WholeFolder.write(target, MARK, Set.of("inner"), made -> {
			Files.createDirectory(made.resolve("inner"));
			Files.writeString(made.resolve("inner/a"), text);
			Files.writeString(made.resolve(MARK), text);
		});
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/')).sorted()
				.toList();
		}
	}

	@Test
	void itIsThereWholeOrAsItWas() throws IOException {
		Path target = folder.resolve("a/result");
		write(target, "one");
		assertEquals(List.of("a/result/inner/a", "a/result/page.html"), names());
		String message = assertThrows(InputException.class, () -> WholeFolder.write(target, MARK, Set.of("inner"), made -> {
			Files.writeString(made.resolve(MARK), "half");
			throw new IOException("disk full");
		})).getMessage();
		assertTrue(message.startsWith(target.toString()) && message.contains("disk full"), message);
		assertEquals(List.of("a/result/inner/a", "a/result/page.html"), names());
		assertEquals("one", Files.readString(target.resolve(MARK)));
		write(target, "two");
		assertEquals(List.of("a/result/inner/a", "a/result/page.html"), names());
		assertEquals("two", Files.readString(target.resolve("inner/a")));
	}

	@Test
	void onlyItsOwnEarlierResultIsReplaced() throws IOException {
		Path target = Files.createDirectory(folder.resolve("result"));
		write(target, "into the empty folder");
		Files.delete(target.resolve(MARK));
		assertTrue(assertThrows(InputException.class, () -> write(target, "x")).getMessage().contains("holds other files"));
		assertEquals(List.of("result/inner/a"), names());
	}

	/** A user's own page may be called like ours, and notes may lie beside an earlier result. */
	@Test
	void whatLiesBesideAnEarlierResultIsNotLost() throws IOException {
		Path target = folder.resolve("result");
		write(target, "one");
		Files.writeString(target.resolve("notes.txt"), "mine");
		assertEquals(target + ": holds other files, which would be lost, such as notes.txt; choose a new folder", assertThrows(
			InputException.class, () -> write(target, "two")).getMessage());
		assertEquals("one", Files.readString(target.resolve(MARK)));
		assertEquals("mine", Files.readString(target.resolve("notes.txt")));
		Files.delete(target.resolve("notes.txt"));
		write(target, "two");
		assertEquals("two", Files.readString(target.resolve(MARK)));
	}

	@Test
	void errorsOfTheContentAreToldAsTheyAre() {
		assertEquals("no row", assertThrows(InputException.class, () -> WholeFolder.write(folder.resolve("b"), MARK, Set.of("inner"), made -> {
			throw new InputException("no row");
		})).getMessage());
	}
}
