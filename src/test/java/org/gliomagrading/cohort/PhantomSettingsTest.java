package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomSettingsTest {

	@TempDir
	Path folder;

	@Test
	void whatIsWrittenIsRead() throws IOException {
		assertEquals(Optional.empty(), PhantomSettings.read(folder));
		PhantomSettings settings = new PhantomSettings(Long.MIN_VALUE, 3, 4, List.of(240, 240, 155), List.of(1.0, 1.0, 2.5),
			"0.1.0");
		settings.write(folder);
		assertEquals(Optional.of(settings), PhantomSettings.read(folder));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"seed\": \"first\"}", "[", "[1]", "{\"seed\": 1e99}" })
	void otherFilesAreRefused(String text) throws IOException {
		assertRefused(text);
	}

	@Test
	void longFilesAreRefused() throws IOException {
		assertRefused(" ".repeat(4097));
	}

	private void assertRefused(String text) throws IOException {
		Files.write(folder.resolve("phantoms.json"), text.getBytes(StandardCharsets.ISO_8859_1));
		String message = assertThrows(InputException.class, () -> PhantomSettings.read(folder)).getMessage();
		assertTrue(message.contains("phantoms.json: does not say how phantoms were made (") && !message.contains("Exception"),
			message);
	}
}
