package org.gliomagrading.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

/**
 * The {@code .h5} files of Keras, of weights or of whole models: a group for each layer, listed in attribute
 * {@code layer_names}, with a data set for each weight, listed in the group's attribute {@code weight_names}. That is what
 * Keras applications publish, and what Keras 2 and 3 write for a name that ends in {@code .h5}. Tensors are in the order
 * of the two lists, which is that of the model; {@link KerasNames} says how they are called. Values are as Keras has
 * them; {@link KerasKernels} converts them.
 */
@Plugin(type = WeightFormat.class, label = "Keras (.h5)")
public class KerasFormat implements WeightFormat {

	private static final long MAGIC = 0x0a1a0a0d46444889L;
	private static final String LAYERS = "layer_names";
	private static final String WEIGHTS = "weight_names";

	/** Where a whole model has its weights. */
	private static final String MODEL = "model_weights";

	/** The variables that belong to the model itself, since Keras 2.6. */
	private static final String TOP = "top_level_model_weights";

	/** How many groups a weight may lie in, below its layer's. */
	private static final int DEPTH = 16;

	@Override
	public boolean supports(ByteBuffer start) {
		return start.limit() >= Long.BYTES && start.getLong(0) == MAGIC;
	}

	@Override
	public WeightFile open(Path file) throws InputException {
		return WeightFile.open(file, KerasFormat::tensors);
	}

	/** jHDF tells of damaged files by unchecked exceptions of many kinds, and reads types in types by calling itself. */
	private static List<StoredTensor> tensors(FileChannel channel) throws IOException {
		try {
			HdfObject root = HdfObject.root(HdfStorage.of(channel));
			boolean model = !isWeights(root) && root.has(MODEL);
			return tensors(model ? root.member(MODEL) : root);
		}
		catch (UncheckedIOException e) {
			throw e.getCause();
		}
		catch (RuntimeException e) {
			throw RefusedException.damaged("it is no whole HDF5 file", e);
		}
		catch (StackOverflowError e) {
			throw RefusedException.damaged("types lie too deep in each other", e);
		}
	}

	private static boolean isWeights(HdfObject group) throws RefusedException {
		return group.texts(LAYERS) != null || group.texts(LAYERS + 0) != null;
	}

	private static List<StoredTensor> tensors(HdfObject group) throws IOException {
		if (!isWeights(group)) throw new RefusedException(group.has("layers") || group.has("_layer_checkpoint_dependencies")
			? "is a .weights.h5 file, which numbers a layer's weights; in Python, save the model by model.save('name.h5')"
			: "is an HDF5 file, but holds no layers of Keras; give one that Keras wrote");
		List<String> layers = texts(group, LAYERS);
		if (group.has(TOP) && !layers.contains(TOP)) layers.add(TOP);
		List<StoredTensor> tensors = new ArrayList<>();
		for (String layer : layers) {
			HdfObject member = find(group, layer);
			List<String> weights = texts(member, WEIGHTS);
			List<String> names = KerasNames.names(layer, weights);
			for (int i = 0; i < weights.size(); i++)
				tensors.add(HdfDataset.tensor(names.get(i), find(member, weights.get(i))));
		}
		return tensors;
	}

	/** A list that is too long for one attribute is in several, numbered ones. */
	private static List<String> texts(HdfObject object, String attribute) throws RefusedException {
		List<String> all = object.texts(attribute);
		if (all != null) return all;
		all = new ArrayList<>();
		int parts = 0;
		for (List<String> part = object.texts(attribute + 0); part != null; part = object.texts(attribute + parts)) {
			all.addAll(part);
			parts++;
		}
		return all;
	}

	/** Group by group, since a group may contain itself. */
	private static HdfObject find(HdfObject group, String path) throws RefusedException {
		Set<Long> passed = new HashSet<>();
		HdfObject found = group;
		String[] names = path.split("/");
		if (names.length > DEPTH) throw RefusedException.damaged("weight '" + path + "' lies in more than " + DEPTH +
			" groups");
		for (String name : names) {
			if (!passed.add(found.address())) throw RefusedException.damaged("a group contains itself");
			found = found.member(name);
		}
		return found;
	}
}
