package org.gliomagrading.weights;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip file with a folder that has a pickle, {@code data.pkl}, and
 * each storage in an entry {@code data/KEY}, uncompressed.
 */
@Plugin(type = WeightFormat.class, label = "PyTorch state dictionary (.pth, .pt)")
public class PyTorchZipFormat implements WeightFormat {

	private static final int MAGIC = 'P' | 'K' << 8 | 3 << 16 | 4 << 24;
	private static final String PICKLE = "data.pkl";
	private static final String KERAS = "model.weights.h5";
	private static final String SCRIPT = "constants.pkl";

	/** A zip file with its length. */
	private record Archive(ZipFile zip, String folder, long length) {

		ZipRegion region(String name) throws RefusedException {
			ZipEntry entry = zip.getEntry(folder + name);
			if (entry == null) throw RefusedException.damaged("it has no entry '" + folder + name + "'");
			return ZipRegion.of(zip, entry, length);
		}
	}

	@Override
	public boolean supports(ByteBuffer start) {
		return start.limit() >= Integer.BYTES && start.getInt(0) == MAGIC;
	}

	@Override
	public WeightFile open(Path file) throws InputException {
		return WeightFile.open(file, path -> new ZipFile(path.toFile()), PyTorchZipFormat::tensors);
	}

	private static List<StoredTensor> tensors(ZipFile zip) throws IOException {
		Archive archive = new Archive(zip, folder(zip), Files.size(new File(zip.getName()).toPath()));
		ZipRegion pickle = archive.region(PICKLE);
		if (pickle.length() > PickleMachine.MAX_LENGTH) throw new RefusedException("has a pickle of " + pickle.length() +
			" bytes, larger than any state dictionary's; give a file that torch.save wrote of model.state_dict()");
		Object root = PickleMachine.read(content(pickle), new TorchGlobals());
		ByteOrder order = order(archive);
		List<StoredTensor> tensors = new ArrayList<>();
		for (Map.Entry<String, TorchTensor> tensor : StateDictionary.tensors(root).entrySet()) {
			TorchStorage storage = tensor.getValue().storage();
			Region region = archive.region("data/" + storage.key());
			tensors.add(storage.tensor(tensor.getKey(), tensor.getValue().layout(), region, order));
		}
		return tensors;
	}

	/** The folder's name is that of the file when it was saved. */
	private static String folder(ZipFile zip) throws RefusedException {
		String pickle = pickle(zip);
		if (zip.getEntry(KERAS) != null) throw new RefusedException(
			"is a Keras 3 archive; in Python, save the model as .h5 (model.save('name.h5')) and give that");
		if (pickle == null) throw new RefusedException("is a zip file, but none of torch.save; give one that holds " +
			PICKLE);
		String folder = pickle.substring(0, pickle.length() - PICKLE.length());
		if (zip.getEntry(folder + SCRIPT) != null) throw new RefusedException(
			"is a TorchScript program; in Python, save model.state_dict() with torch.save and give that");
		return folder;
	}

	/** Null if there is none. */
	private static String pickle(ZipFile zip) throws RefusedException {
		try {
			return zip.stream().map(ZipEntry::getName).filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
				.findFirst().orElse(null);
		}
		catch (IllegalArgumentException e) { // Java's answer to names that are not UTF-8
			throw RefusedException.damaged("an entry has no readable name", e);
		}
	}

	/** Machines with the other byte order say so, since PyTorch 2.1. */
	private static ByteOrder order(Archive archive) throws IOException {
		if (archive.zip.getEntry(archive.folder + "byteorder") == null) return ByteOrder.LITTLE_ENDIAN;
		ZipRegion region = archive.region("byteorder");
		boolean big = region.length() == 3 && StandardCharsets.US_ASCII.decode(content(region)).toString().equals("big");
		return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
	}

	private static ByteBuffer content(ZipRegion region) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(region.length()));
		region.read(0, content);
		return content.flip();
	}
}
