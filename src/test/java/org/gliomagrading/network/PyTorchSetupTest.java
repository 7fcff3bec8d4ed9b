package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.network.PyTorchSetup.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchSetupTest {

	private static final String LIBRARY = System.mapLibraryName("torch");

	@TempDir
	Path folder;

	private final Map<String, String> settings = new HashMap<>();
	private Path lib;

	@BeforeEach
	void makeLibrary() throws IOException {
		lib = Files.createDirectories(folder.resolve("libtorch/lib"));
		Files.createFile(lib.resolve(LIBRARY));
		Files.writeString(folder.resolve("libtorch/build-version"), "2.7.1+cu128\n");
	}

	@Test
	void bundledLibraryComputes() {
		List<Finding> findings = new PyTorchSetup(settings::get).check();
		assertTrue(findings.stream().allMatch(Finding::good), findings.toString());
		assertTrue(findings.contains(new Finding("cpu()", true, "computes")), findings.toString());
	}

	@Test
	void goodSettingsAreGood() {
		settings.put("PYTORCH_LIBRARY_PATH", lib.toString());
		settings.put("PYTORCH_FLAVOR", "cpu");
		List<Finding> findings = new PyTorchSetup(settings::get).library();
		assertTrue(findings.stream().allMatch(Finding::good), findings.toString());
		assertEquals(3, findings.size());
	}

	@Test
	void folderWithoutLibraryIsTold() throws IOException {
		settings.put("PYTORCH_LIBRARY_PATH", folder.toString());
		settings.put("PYTORCH_FLAVOR", "cpu");
		assertTold("PYTORCH_LIBRARY_PATH", "holds no " + LIBRARY);
	}

	@Test
	void otherVersionIsTold() throws IOException {
		settings.put("PYTORCH_LIBRARY_PATH", lib.toString());
		settings.put("PYTORCH_FLAVOR", "cpu");
		Files.writeString(folder.resolve("libtorch/build-version"), "2.7.10+cu128\n");
		assertTold("libtorch", "version 2.7.10+cu128 is not 2.7.1");
	}

	@Test
	void missingOrUnknownFlavorIsTold() {
		settings.put("PYTORCH_LIBRARY_PATH", lib.toString());
		assertTold("PYTORCH_FLAVOR", "is not set");
		settings.put("PYTORCH_FLAVOR", "cu999");
		assertTold("PYTORCH_FLAVOR", "has no binding");
		settings.put("PYTORCH_FLAVOR", "../cpu");
		assertTold("PYTORCH_FLAVOR", "is not set to");
	}

	private void assertTold(String subject, String text) {
		List<Finding> wrong = new PyTorchSetup(settings::get).library().stream().filter(finding -> !finding.good()).toList();
		assertEquals(1, wrong.size(), wrong.toString());
		assertEquals(subject, wrong.get(0).subject());
		assertTrue(wrong.get(0).text().contains(text), wrong.toString());
		assertFalse(wrong.get(0).text().contains("\n"));
	}
}
