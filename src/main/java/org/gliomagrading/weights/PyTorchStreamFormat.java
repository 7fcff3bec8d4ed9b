package org.gliomagrading.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

/**
 * What {@code torch.save} wrote before PyTorch 1.6, and still does without {@code _use_new_zipfile_serialization}:
 * five pickles (a magic number, the format's version, the machine, the object, the storages' keys), then each storage
 * with the number of its elements before it (8 bytes, little-endian, as the elements).
 */
@Plugin(type = WeightFormat.class, label = "PyTorch state dictionary before 1.6 (.pth, .pt)")
public class PyTorchStreamFormat implements WeightFormat {

	/** A pickle's first byte, with its protocol after it. */
	private static final byte PROTOCOL = (byte) 0x80;
	private static final int MIN_PROTOCOL = 2;
	private static final int MAX_PROTOCOL = 5;

	private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
	private static final long VERSION = 1001;

	@Override
	public boolean supports(ByteBuffer start) {
		return start.limit() >= 2 && start.get(0) == PROTOCOL && start.get(1) >= MIN_PROTOCOL && start.get(1) <= MAX_PROTOCOL;
	}

	@Override
	public WeightFile open(Path file) throws InputException {
		return WeightFile.open(file, PyTorchStreamFormat::tensors);
	}

	private static List<StoredTensor> tensors(FileChannel channel) throws IOException {
		ByteBuffer start = FileRegion.of(channel, 0, Math.min(channel.size(), PickleMachine.MAX_LENGTH)).content();
		TorchGlobals globals = new TorchGlobals();
		if (!MAGIC.equals(PickleMachine.read(start, globals))) throw new RefusedException(
			"is a Python pickle, but none of torch.save; give a file that torch.save wrote of model.state_dict()");
		Object version = PickleMachine.read(start, globals);
		if (!Long.valueOf(VERSION).equals(version)) throw RefusedException.damaged("its format has no version " + VERSION);
		PickleMachine.read(start, globals);
		Map<String, TorchTensor> found = StateDictionary.tensors(PickleMachine.read(start, globals));
		Map<String, Region> regions = regions(channel, PickleMachine.read(start, globals), globals, start.position());
		List<StoredTensor> tensors = new ArrayList<>();
		for (Map.Entry<String, TorchTensor> tensor : found.entrySet()) {
			TorchStorage storage = tensor.getValue().storage();
			Region region = regions.get(storage.key());
			if (region == null) throw RefusedException.damaged("it has no storage '" + storage.key() + "'");
			tensors.add(storage.tensor(tensor.getKey(), tensor.getValue().layout(), region, ByteOrder.LITTLE_ENDIAN));
		}
		return tensors;
	}

	/** Where each storage stands, by its key. */
	private static Map<String, Region> regions(FileChannel channel, Object keys, TorchGlobals globals, long position)
		throws IOException
	{
		if (!(keys instanceof List<?> list)) throw RefusedException.damaged("it has no list of storages");
		Map<String, Region> regions = new HashMap<>();
		for (Object key : list) {
			TorchStorage storage = globals.storage(key);
			if (storage == null) throw RefusedException.damaged("it has a storage that nothing refers to");
			long count = FileRegion.of(channel, position, Long.BYTES).content().order(ByteOrder.LITTLE_ENDIAN).getLong();
			if (count != storage.count() || count < 0 || count > channel.size()) throw RefusedException.damaged("storage '" +
				storage.key() + "' cannot have " + count + " elements");
			FileRegion region = FileRegion.of(channel, position + Long.BYTES, count * storage.type().bytes());
			regions.put(storage.key(), region);
			position = region.start() + region.length();
		}
		return regions;
	}
}
