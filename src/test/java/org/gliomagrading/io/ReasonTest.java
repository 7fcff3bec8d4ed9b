package org.gliomagrading.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/** Mostly what the file system itself throws; a user who may do all cannot be denied anything, so that is made here. */
class ReasonTest {

	@TempDir
	private Path folder;

	private record Seed(long seed) {
	}

	@Test
	void whatTheFileSystemSaysByAClassIsSaidInWords() throws IOException {
		Path file = Files.write(folder.resolve("file"), new byte[] { 'a', (byte) 0xff });
		assertReason("no such file or folder", NoSuchFileException.class, () -> Files.size(folder.resolve("nowhere")));
		assertReason("not a folder", NotDirectoryException.class, () -> Files.newDirectoryStream(file).close());
		assertReason("the name is taken already", FileAlreadyExistsException.class, () -> Files.createFile(file));
		assertReason("the folder is not empty", FileSystemException.class, () -> Files.delete(folder));
		assertReason("not UTF-8 text", MalformedInputException.class, () -> Files.readString(file));
		assertEquals("permission denied", Reason.of(new AccessDeniedException("a.csv")));
		assertEquals("it ends too early", Reason.of(new EOFException()));
	}

	@Test
	void theSystemsOwnWordsStandWithoutThePath() {
		assertEquals("No space left on device", Reason.of(new FileSystemException("a.csv", "b.csv",
			"No space left on device")));
		assertEquals("No space left on device", Reason.of(new IOException("No space left on device\nnone")));
		assertEquals("the system gives no reason", Reason.of(new FileSystemException("a.csv")));
		assertEquals("the system gives no reason", Reason.of(new IOException()));
	}

	@Test
	void wrappersAreLookedThrough() {
		assertEquals("permission denied", Reason.of(new UncheckedIOException(new AccessDeniedException("a.csv"))));
		assertEquals("not a folder", Reason.of(new DirectoryIteratorException(new NotDirectoryException("a"))));
		JsonParseException json = assertThrows(JsonParseException.class, () -> new Gson().fromJson("[1]", Seed.class));
		assertTrue(json.getMessage().contains("Exception: "), "Gson repeats its cause: " + json.getMessage());
		assertTrue(Reason.of(json).startsWith("Expected BEGIN_OBJECT"), Reason.of(json));
	}

	@Test
	void whatCannotBeReadIsTold() {
		assertEquals("a.nii: no such file", InputException.unreadable("a.nii", new NoSuchFileException("a.nii"))
			.getMessage());
		assertEquals("a.nii: cannot be read (permission denied); check that you may read it; if so, copy or download it again",
			InputException.unreadable("a.nii", new AccessDeniedException("/data/a.nii")).getMessage());
		InputException known = new InputException("a.nii: is a folder");
		assertSame(known, InputException.unreadable("b.nii", known));
	}

	@Test
	void tablesThatCannotBeReadAreToldWithoutClassNames() throws IOException {
		Path table = folder.resolve("a.csv");
		assertEquals(table + ": no such file", message(table));
		Files.writeString(table, "patient,p_hgg\n\"x\"y,1\n");
		assertEquals(table + ": cannot be read as a CSV table (Invalid character between encapsulated token and delimiter at " +
			"line: 2, position: 18); correct it there", message(table));
		Files.writeString(table, "patient,patient\na,1\n");
		assertEquals(table + ": cannot be read as a CSV table (The header contains a duplicate name: \"patient\" in [patient, " +
			"patient]); correct it there", message(table));
	}

	private static String message(Path table) {
		return assertThrows(InputException.class, () -> CsvFile.read(table, List.of("patient"), row -> row.text("patient")))
			.getMessage();
	}

	private static void assertReason(String reason, Class<? extends IOException> type, Executable action) {
		IOException problem = assertThrows(IOException.class, action);
		assertInstanceOf(type, problem);
		assertEquals(reason, Reason.of(problem));
		assertFalse(reason.equals(problem.getMessage()), "told by the class alone");
	}
}
