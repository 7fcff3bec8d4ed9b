package org.gliomagrading.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Kernel;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Looks into which PyTorch library runs and whether it can use a GPU. DJL takes some wrong settings without a word: a
 * {@code PYTORCH_LIBRARY_PATH} without a library is passed over, and a library of another version fails later.
 *
 * @param settings gives a setting by its name, null where it is not set
 */
public record PyTorchSetup(UnaryOperator<String> settings) {

	/** Folder of another library than the bundled one. */
	static final String PATH = "PYTORCH_LIBRARY_PATH";

	/** What that library was built for: {@code cpu}, {@code cu128}. */
	static final String FLAVOR = "PYTORCH_FLAVOR";

	private static final Pattern FLAVORS = Pattern.compile("[a-z0-9-]{1,20}");

	/**
	 * Something that was looked at.
	 *
	 * @param subject what
	 * @param good whether it is as it should be
	 * @param text what was found and, where it is not good, what to do
	 */
	public record Finding(String subject, boolean good, String text) {
	}

	/** @return the setup of this process: environment variables, then Java's properties, as DJL reads them */
	public static PyTorchSetup ofProcess() {
		return new PyTorchSetup(name -> Optional.ofNullable(System.getenv(name)).orElse(System.getProperty(name)));
	}

	/**
	 * Looks at the settings and, where they are good, at the devices.
	 *
	 * @return what was found
	 */
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>(library());
		if (findings.stream().allMatch(Finding::good)) findings.addAll(devices());
		return findings;
	}

	/** Nothing is loaded: a library that does not fit can end the whole process. */
	List<Finding> library() {
		String path = settings.apply(PATH);
		Properties bundled = properties("/native/lib/pytorch.properties");
		if (path == null) {
			String version = bundled.getProperty("version", "none");
			return List.of(new Finding("library", !bundled.isEmpty(), bundled.isEmpty()
				? "no PyTorch library is bundled for this system; set " + PATH + " to a folder with " + file()
				: "PyTorch " + version + " for " + bundled.getProperty("flavor") + ", bundled; for a GPU set " + PATH + " and " +
					FLAVOR));
		}
		List<Finding> findings = new ArrayList<>();
		Path folder = Path.of(path);
		boolean there = Files.isRegularFile(folder.resolve(file()));
		findings.add(new Finding(PATH, there, there ? path : path + " holds no " + file() +
			", and would be passed over; give the folder lib of libtorch " + needed()));
		if (there) findings.add(version(folder));
		findings.add(flavor());
		return findings;
	}

	private Finding version(Path folder) {
		Path file = folder.toAbsolutePath().normalize().resolveSibling("build-version");
		try {
			String version = Files.readString(file).strip();
			boolean good = version.startsWith(needed() + "+") || version.equals(needed());
			return new Finding("libtorch", good, good ? version : "version " + version + " is not " + needed() +
				", which this program was built for; get that one");
		}
		catch (IOException e) {
			return new Finding("libtorch", true, "its version cannot be told (no file " + file + "); it must be " + needed());
		}
	}

	private Finding flavor() {
		String flavor = settings.apply(FLAVOR);
		if (flavor == null || !FLAVORS.matcher(flavor).matches()) return new Finding(FLAVOR, false, "is not set to what the library in " +
			PATH + " was built for; set it to cpu or cu128");
		String system = properties("/native/lib/pytorch.properties").getProperty("classifier", "linux-x86_64");
		boolean there = PyTorchSetup.class.getResource("/jnilib/" + system + "/" + flavor) != null;
		return new Finding(FLAVOR, there, there ? flavor : flavor + " has no binding for " + system +
			" in DJL's pytorch-jni; set it to cpu or, on Linux and Windows, cu128");
	}

	private List<Finding> devices() {
		try {
			int gpus = PyTorch.engine().getGpuCount();
			List<Finding> findings = new ArrayList<>();
			findings.add(new Finding("PyTorch", true, PyTorch.describe(gpus > 0 ? Device.gpu() : Device.cpu())));
			findings.add(runs(Device.cpu()));
			for (int i = 0; i < gpus; i++)
				findings.add(runs(Device.gpu(i)));
			if (gpus == 0 && Files.exists(Path.of("/proc/driver/nvidia/version"))) findings.add(new Finding("GPU", false,
				"there is a driver for NVIDIA GPUs, but this library does not use it; set " + PATH + " to a libtorch " + needed() +
					" for CUDA"));
			return findings;
		}
		catch (EngineException | UnsatisfiedLinkError | IllegalStateException e) {
			return List.of(new Finding("PyTorch", false, "cannot be loaded: " + rootMessage(e)));
		}
	}

	/** One convolution of ones, whose sum is known. */
	private static Finding runs(Device device) {
		try (NDManager manager = PyTorch.engine().newBaseManager(device)) {
			NDArray images = manager.ones(new Shape(1, 3, 8, 8));
			Convolution convolution = new Convolution(3, Kernel.of(4, 1));
			float sum = convolution.run(List.of(images), List.of(manager.ones(new Shape(4, 3, 1, 1))), false).sum().getFloat();
			return new Finding(device.toString(), sum == 3 * 4 * 64, sum == 3 * 4 * 64 ? "computes"
				: "computes wrongly; use device=cpu");
		}
		catch (EngineException e) {
			return new Finding(device.toString(), false, "fails: " + rootMessage(e) + "; use device=cpu");
		}
	}

	private static String needed() {
		return properties("/jnilib/pytorch.properties").getProperty("jni_version", "").split("-")[0];
	}

	private static String file() {
		return System.mapLibraryName("torch");
	}

	private static String rootMessage(Throwable e) {
		Throwable root = e;
		while (root.getCause() != null)
			root = root.getCause();
		return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
	}

	private static Properties properties(String resource) {
		Properties properties = new Properties();
		try (InputStream in = PyTorchSetup.class.getResourceAsStream(resource)) {
			if (in != null) properties.load(in);
		}
		catch (IOException e) {
			throw new IllegalStateException(e);
		}
		return properties;
	}
}
