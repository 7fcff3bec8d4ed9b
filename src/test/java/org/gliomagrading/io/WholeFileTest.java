package org.gliomagrading.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

	@TempDir
	private Path folder;

	@Test
	void halfAFileIsNeverLeft() throws IOException {
		Path file = folder.resolve("a/b/result.csv");
		WholeFile.write(file, out -> out.write(new byte[] { 1, 2 }));
		String message = assertThrows(InputException.class, () -> WholeFile.write(file, out -> {
			out.write(new byte[1 << 20]);
			throw new IOException("disk full");
		})).getMessage();
		assertTrue(message.startsWith(file.toString()) && message.contains("disk full") && message.contains("free space"),
			message);
		assertEquals(2, Files.size(file));
		try (Stream<Path> files = Files.list(file.getParent())) {
			assertEquals(List.of(file), files.toList());
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void othersMayReadWhatTheyMayReadElsewhere() throws IOException {
		Path usual = Files.createFile(folder.resolve("usual"));
		WholeFile.write(folder.resolve("result"), out -> out.write(1));
		assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(folder.resolve("result")));
	}

	@Test
	void filesAreNoFolders() throws IOException {
		Path file = Files.createFile(folder.resolve("file"));
		assertTrue(assertThrows(InputException.class, () -> WholeFile.makeFolder(file)).getMessage().contains(
			"is a file, not a folder"));
		assertTrue(assertThrows(InputException.class, () -> WholeFile.makeFolder(file.resolve("under"))).getMessage()
			.contains("cannot be written"));
	}

	@Test
	void whyItCannotBeWrittenIsSaidInWords() throws IOException {
		Path taken = Files.createDirectories(folder.resolve("result.csv/something")).getParent();
		String message = assertThrows(InputException.class, () -> WholeFile.write(taken, out -> out.write(1))).getMessage();
		assertTrue(message.startsWith(taken + ": cannot be written (") && message.endsWith(
			"); choose a folder that you may write to"), message);
		assertFalse(message.contains("Exception"), message);
		message = assertThrows(InputException.class, () -> WholeFile.write(folder.resolve("other.csv"), out -> {
			throw new AccessDeniedException("source");
		})).getMessage();
		assertEquals(folder.resolve("other.csv") +
			": cannot be written whole (permission denied); free space, or choose another folder", message);
	}
}
