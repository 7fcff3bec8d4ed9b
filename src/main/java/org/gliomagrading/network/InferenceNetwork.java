package org.gliomagrading.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gliomagrading.network.graph.FoldedGraph;
import org.gliomagrading.network.graph.TorchScript;
import org.gliomagrading.network.graph.TorchScriptFile;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * A network that computes only: batch norms folded into convolutions, run by torch as one TorchScript module. The same
 * numbers as {@link GradingNetwork} gives, but for rounding. Not safe for use from several threads.
 */
public final class InferenceNetwork implements AutoCloseable {

	/**
	 * Images that a CPU computes at a time. The maps of more leave its caches, and fill blocks so large that the C library
	 * gives each back to the system and asks for it again: half of the time then goes into clearing memory.
	 */
	private static final int IMAGES_ON_CPU = 4;

	/** Images at the least, where there are so many. */
	private static final int PAIR = 2;

	private final GradingNetwork network;
	private final Model model;

	/**
	 * @param network the network; owned by this from now on
	 * @param size height and width of the images, in pixels
	 * @throws IOException if the module cannot be written to the folder for temporary files
	 */
	public InferenceNetwork(GradingNetwork network, int size) throws IOException {
		this(network, size, hasOneDnn(network.manager().getDevice()));
	}

	/**
	 * @param network the network; owned by this from now on
	 * @param size height and width of the images, in pixels
	 * @param oneDnn whether to call torch's operations that are oneDNN's alone
	 * @throws IOException if the module cannot be written to the folder for temporary files
	 */
	InferenceNetwork(GradingNetwork network, int size, boolean oneDnn) throws IOException {
		this.network = network;
		model = Model.newInstance("network", network.manager().getDevice(), "PyTorch");
		try {
			load(size, oneDnn);
		}
		catch (IOException | RuntimeException | Error e) {
			close();
			throw e;
		}
	}

	/** Torch is built with oneDNN for x86-64; elsewhere its operations are missing or others do better. */
	private static boolean hasOneDnn(Device device) {
		return !device.isGpu() && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
	}

	private void load(int size, boolean oneDnn) throws IOException {
		FoldedGraph folded = FoldedGraph.of(network.backbone(), name -> network.values("backbone." + name));
		TorchScript script = TorchScript.of(folded, folded.graph().shapes(network.manager(), new Shape(PAIR, 3, size, size)),
			oneDnn);
		Path file = Files.createTempFile("glioma-", ".pt");
		try {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
				TorchScriptFile.write(script, out);
			}
			// the module has its own, and those of a large network fill hundreds of megabytes
			network.freeBackbone();
			model.load(file);
		}
		catch (MalformedModelException e) {
			throw new IllegalStateException(e);
		}
		finally {
			Files.delete(file);
		}
	}

	/** @return the device's memory in which the network lives; arrays for its input belong into sub-managers of it */
	public NDManager manager() {
		return network.manager();
	}

	/** @return number of features */
	public int channels() {
		return network.backbone().channels();
	}

	/**
	 * @param images (n, 3, h, w)
	 * @return (n, channels): the feature maps, averaged over each map
	 */
	public NDArray features(NDArray images) {
		long count = images.getShape().get(0);
		if (network.manager().getDevice().isGpu() || count <= IMAGES_ON_CPU) return run(images);
		try (NDManager parts = images.getManager().newSubManager()) {
			NDList features = new NDList();
			long last;
			for (long first = 0; first < count; first = last) {
				last = first + part((int) (count - first), IMAGES_ON_CPU);
				NDArray part = images.get(new NDIndex().addSliceDim(first, last));
				part.attach(parts);
				NDArray result = run(part);
				result.attach(parts);
				features.add(result);
			}
			NDArray all = NDArrays.concat(features);
			all.attach(images.getManager());
			return all;
		}
	}

	/**
	 * @param left images that are left
	 * @param most most images in a part, at least 3
	 * @return images in the next part: fewer than could be where a single image would be left, which torch computes by other
	 *         convolutions, slower, with warnings where NNPACK is not to be had
	 */
	public static int part(int left, int most) {
		return left == most + 1 ? left - PAIR : Math.min(most, left);
	}

	private NDArray run(NDArray images) {
		return model.getBlock().forward(new ParameterStore(images.getManager(), false), new NDList(images), false)
			.singletonOrThrow();
	}

	/**
	 * @param features (n, channels), as {@link #features} gives them
	 * @return (n): the logits of P(HGG)
	 */
	public NDArray logits(NDArray features) {
		return network.logits(features, false);
	}

	@Override
	public void close() {
		model.close();
		network.close();
	}
}
