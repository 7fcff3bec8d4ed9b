package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.jna.Library;
import com.sun.jna.Native;

class ProcessorTest {

	private interface Environment extends Library {

		String getenv(String name);
	}

	@TempDir
	private Path root;

	@Test
	void hiddenCachesOfAmdMislead() throws IOException {
		describe("AuthenticAMD");
		assertTrue(Processor.of(root).misleadsOneDnn());
		assertEquals("AMD EPYC 9: 64 cores", Processor.of(root).model());
		Files.createDirectories(root.resolve("sys/devices/system/cpu/cpu0/cache/index0"));
		assertFalse(Processor.of(root).misleadsOneDnn(), "the caches are told");
	}

	@Test
	void othersDoNot() throws IOException {
		assertFalse(Processor.of(root).misleadsOneDnn(), "no Linux");
		describe("GenuineIntel");
		assertFalse(Processor.of(root).misleadsOneDnn(), "oneDNN guesses the sizes of Intel's");
		Files.writeString(root.resolve("proc/cpuinfo"), "processor : 0\nFeatures : fp asimd\n");
		assertFalse(Processor.of(root).misleadsOneDnn(), "Arm");
	}

	/** What Java changes of the environment is to be seen by torch's library, which asks the C library. */
	@Test
	void theLimitIsSetWhereItIsNeeded() {
		assumeTrue(System.getProperty("os.name").equals("Linux") && System.getenv("ONEDNN_MAX_CPU_ISA") == null);
		PyTorch.engine();
		assertEquals(Processor.here().misleadsOneDnn() ? "AVX" : null, PyTorch.processor().get("oneDnnMaxCpuIsa"));
		assertEquals(Processor.here().misleadsOneDnn() ? "AVX" : null, Native.load("c", Environment.class).getenv("ONEDNN_MAX_CPU_ISA"));
	}

	private void describe(String vendor) throws IOException {
		Files.createDirectories(root.resolve("proc"));
		Files.writeString(root.resolve("proc/cpuinfo"), "processor\t: 0\nvendor_id\t: " + vendor + "\ncpu family\t: 26\n" +
			"model name\t: AMD EPYC 9: 64 cores\nprocessor\t: 1\nvendor_id\t: other\nmodel name\t: other\n");
	}
}
