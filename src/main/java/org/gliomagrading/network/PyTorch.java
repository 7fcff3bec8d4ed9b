package org.gliomagrading.network;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.io.InputException;
import org.scijava.util.VersionUtils;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one door to DJL's PyTorch engine. DJL reports its use to its makers and may download native libraries when its
 * classes load; both are switched off here, before that, since in Fiji no launcher of ours could do it.
 */
public final class PyTorch {

	private static final Pattern GPU = Pattern.compile("gpu(?::([0-9]{1,3}))?");

	private static final int MOST_THREADS = 1024;

	private static final Processor PROCESSOR = Processor.here();

	private PyTorch() {
		// only static methods
	}

	/**
	 * @return the engine, its native library loaded; nothing is sent or downloaded
	 * @throws IllegalStateException if there is no native library for this system
	 */
	public static Engine engine() {
		System.setProperty("OPT_OUT_TRACKING", "true");
		if (System.getProperty("ai.djl.offline") == null) System.setProperty("ai.djl.offline", "true");
		PROCESSOR.limitOneDnn();
		return Engine.getEngine("PyTorch");
	}

	/** @return how many threads an operation on the CPU is shared among */
	public static int threads() {
		engine();
		return JniUtils.getNumThreads();
	}

	/**
	 * @param threads how many threads the operations on the CPU shall be shared among, from now on and in all networks
	 * @throws InputException if the number is not 1 to {@value #MOST_THREADS}
	 */
	public static void useThreads(int threads) throws InputException {
		if (threads < 1 || threads > MOST_THREADS) throw new InputException("threads=" + threads + ": give 1 to " +
			MOST_THREADS + ", or 0 to leave it to PyTorch");
		engine();
		JniUtils.setNumThreads(threads);
	}

	/** Gives memory that torch has freed, and the C library keeps for it, back to the system, where that can be asked for. */
	public static void releaseMemory() {
		try {
			CLibrary.load().ifPresent(library -> library.malloc_trim(0));
		}
		catch (LinkageError e) {
			// another C library than glibc, which keeps less; or JNA does not work here
		}
	}

	/** Work that may need files. */
	@FunctionalInterface
	public interface Work<T> {

		/**
		 * @return the result
		 * @throws IOException if a file cannot be read or written
		 */
		T run() throws IOException;
	}

	/**
	 * Does some work with a number of threads. Torch has one number for all: it is what it was before, afterwards.
	 *
	 * @param threads as in {@link #useThreads}, or 0 to leave it to PyTorch
	 * @param work the work
	 * @return its result
	 * @throws IOException what the work throws; an {@link InputException} if the number is wrong
	 */
	public static <T> T withThreads(int threads, Work<T> work) throws IOException {
		if (threads == 0) return work.run();
		int before = threads();
		useThreads(threads);
		try {
			return work.run();
		}
		finally {
			useThreads(before);
		}
	}

	/**
	 * @param name {@code cpu}, {@code gpu} (the first CUDA device), {@code gpu:1} (the second) or {@code auto} (the first GPU
	 *          where PyTorch sees one)
	 * @return the device
	 * @throws InputException if the name is another, or a GPU is asked for that PyTorch does not see
	 */
	public static Device device(String name) throws InputException {
		int gpus = engine().getGpuCount();
		if (name.equals("cpu") || name.equals("auto") && gpus == 0) return Device.cpu();
		Matcher gpu = GPU.matcher(name.equals("auto") ? "gpu" : name);
		if (!gpu.matches()) throw new InputException("device=" + name + ": no such device; use auto, cpu, gpu or gpu:1");
		int number = gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1));
		if (number >= gpus) throw new InputException("device=" + name + ": " + (gpus == 0 ? noGpu()
			: "PyTorch sees gpu:0 to gpu:" + (gpus - 1) + " only") + "; use device=auto or device=cpu");
		return Device.gpu(number);
	}

	/** @return the processor, and the instructions to which torch is held where it is, by names for JSON */
	public static Map<String, String> processor() {
		Map<String, String> values = new LinkedHashMap<>();
		if (!PROCESSOR.model().isEmpty()) values.put("processor", PROCESSOR.model());
		PROCESSOR.oneDnnLimit().ifPresent(limit -> values.put("oneDnnMaxCpuIsa", limit));
		return values;
	}

	/** @return versions of this program (if it has one), DJL, PyTorch, Java and the system, by names for JSON */
	public static Map<String, String> versions() {
		Engine engine = engine();
		Map<String, String> versions = new LinkedHashMap<>();
		// classes that stand in no folder of Maven's, nor in a jar, have none
		Optional.ofNullable(VersionUtils.getVersion(PyTorch.class)).ifPresent(own -> versions.put("gliomaGrading", own));
		versions.put("djl", Engine.getDjlVersion());
		versions.put("pytorch", engine.getVersion());
		versions.put("java", System.getProperty("java.version"));
		versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
		return versions;
	}

	/**
	 * @param device a device
	 * @return its name in tables and parameters: {@code cpu}, {@code gpu:0}
	 */
	public static String name(Device device) {
		return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
	}

	/**
	 * @param device the device in use
	 * @return one line for the log: which engine and device run, why not the GPU when it does not, and what makes a CPU slow
	 */
	public static String describe(Device device) {
		if (device.isGpu()) return "PyTorch " + engine().getVersion() + " on GPU " + device.getDeviceId();
		return "PyTorch " + engine().getVersion() + " on the CPU" + (engine().getGpuCount() > 0 ? "" : " (" + noGpu() + ")") +
			(PROCESSOR.misleadsOneDnn() ? ", without AVX2: this virtual machine hides the processor's caches" : "");
	}

	private static String noGpu() {
		return "this PyTorch library sees no CUDA GPU";
	}
}
