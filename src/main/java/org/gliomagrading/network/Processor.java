package org.gliomagrading.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The processor, as Linux tells it.
 *
 * @param vendor as in {@code /proc/cpuinfo}, such as AuthenticAMD; empty where it is not told
 * @param model its name, such as AMD EPYC 9554; empty where it is not told
 * @param tellsCaches whether the sizes of its caches are known
 */
record Processor(String vendor, String model, boolean tellsCaches) {

	/** Bounds the instructions that oneDNN, torch's library of convolutions, uses. */
	private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

	/** The last ones without the convolutions that divide by a cache's size. */
	private static final String BEFORE_AVX2 = "AVX";

	/** @return the processor that this program runs on */
	static Processor here() {
		return of(Path.of("/"));
	}

	/**
	 * @param root the folder that holds {@code proc} and {@code sys}
	 * @return the processor that is described there; of another system than Linux one without a vendor
	 */
	static Processor of(Path root) {
		try {
			List<String> lines = Files.readAllLines(root.resolve("proc/cpuinfo"), StandardCharsets.ISO_8859_1);
			return new Processor(value(lines, "vendor_id"), value(lines, "model name"),
				Files.exists(root.resolve("sys/devices/system/cpu/cpu0/cache/index0")));
		}
		catch (IOException e) {
			return new Processor("", "", true);
		}
	}

	private static String value(List<String> lines, String name) {
		return lines.stream().filter(line -> line.startsWith(name)).findFirst().map(line -> line.substring(line.indexOf(':') + 1)
			.strip()).orElse("");
	}

	/**
	 * Some virtual machines (Firecracker's, for one) hide the caches of AMD's processors. The oneDNN of PyTorch 2.7.1 takes
	 * their sizes for 0 then: its convolutions for AVX2 and later end the program by a division by 0, or give wrong numbers.
	 *
	 * @return whether this is such a machine
	 */
	boolean misleadsOneDnn() {
		return vendor.equals("AuthenticAMD") && !tellsCaches;
	}

	/** @return the limit that holds for oneDNN's instructions: the user's, or the one that is needed here; empty for none */
	Optional<String> oneDnnLimit() {
		Optional<String> chosen = Optional.ofNullable(System.getenv(LIMIT));
		return chosen.isPresent() || !misleadsOneDnn() ? chosen : Optional.of(BEFORE_AVX2);
	}

	/** To be called before torch is loaded: keeps oneDNN from what would fail here, unless the user has chosen a limit. */
	void limitOneDnn() {
		if (misleadsOneDnn()) CLibrary.load().ifPresent(library -> library.setenv(LIMIT, BEFORE_AVX2, 0));
	}
}
