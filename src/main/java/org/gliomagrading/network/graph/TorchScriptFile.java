package org.gliomagrading.network.graph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ai.djl.ndarray.types.Shape;

/**
 * Writes a TorchScript module as {@code torch.jit.save} does: a zip archive, nothing compressed, of the source, a pickle of
 * the attributes, and a file for the numbers of each tensor.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md">the format</a>
 */
public final class TorchScriptFile {

	private static final String FOLDER = "network/";

	/** Of the archive's format; the oldest that the operations used here were written with. */
	private static final String VERSION = "3\n";

	private TorchScriptFile() {
		// only static methods
	}

	/**
	 * @param script the module
	 * @param out takes the archive
	 * @throws IOException if it cannot be written
	 */
	public static void write(TorchScript script, OutputStream out) throws IOException {
		ZipOutputStream zip = new ZipOutputStream(out);
		zip.setMethod(ZipOutputStream.STORED);
		entry(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
		entry(zip, "code/__torch__.py", script.source().getBytes(StandardCharsets.US_ASCII));
		entry(zip, "constants.pkl", new Pickle().emptyTuple().end());
		entry(zip, "data.pkl", attributes(script.tensors()));
		int number = 0;
		for (TorchScript.StoredTensor tensor : script.tensors().values())
			entry(zip, "data/" + number++, bytes(tensor));
		zip.finish();
	}

	private static byte[] attributes(Map<String, TorchScript.StoredTensor> tensors) throws IOException {
		Pickle pickle = new Pickle().global("__torch__", "Network").emptyTuple().op(0x81).op('}').op('(');
		int number = 0;
		for (Map.Entry<String, TorchScript.StoredTensor> tensor : tensors.entrySet()) {
			long[] shape = tensor.getValue().shape().getShape();
			pickle.text(tensor.getKey()).global("torch._utils", "_rebuild_tensor_v2").op('(');
			pickle.op('(').text("storage").global("torch", "FloatStorage").text(Integer.toString(number++)).text("cpu").number(
				tensor.getValue().shape().size()).op('t').op('Q');
			pickle.number(0).tuple(shape).tuple(strides(shape)).op(0x89).global("collections", "OrderedDict").emptyTuple().op(
				'R').op('t').op('R');
		}
		return pickle.op('u').op('b').end();
	}

	/** Of kernels: channels last; of others: row-major. */
	private static long[] strides(long[] shape) {
		if (shape.length == 4) return new long[] { shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1] };
		long[] strides = new long[shape.length];
		long step = 1;
		for (int i = shape.length - 1; i >= 0; i--) {
			strides[i] = step;
			step *= shape[i];
		}
		return strides;
	}

	private static byte[] bytes(TorchScript.StoredTensor tensor) {
		float[] values = tensor.values().get();
		ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		Shape shape = tensor.shape();
		if (shape.dimension() != 4) {
			buffer.asFloatBuffer().put(values);
			return buffer.array();
		}
		int channels = (int) shape.get(1);
		int plane = (int) (shape.get(2) * shape.get(3));
		for (int filter = 0; filter < shape.get(0); filter++)
			for (int at = 0; at < plane; at++)
				for (int channel = 0; channel < channels; channel++)
					buffer.putFloat(values[(filter * channels + channel) * plane + at]);
		return buffer.array();
	}

	/** An entry that is not compressed needs its length and checksum beforehand. */
	private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
		ZipEntry entry = new ZipEntry(FOLDER + name);
		CRC32 crc = new CRC32();
		crc.update(bytes);
		entry.setSize(bytes.length);
		entry.setCrc(crc.getValue());
		zip.putNextEntry(entry);
		zip.write(bytes);
		zip.closeEntry();
	}

	/** The few words of Python's pickle protocol 2 that a module needs. */
	private static final class Pickle {

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		Pickle() {
			op(0x80).op(2);
		}

		Pickle op(int code) {
			out.write(code);
			return this;
		}

		Pickle emptyTuple() {
			return op(')');
		}

		Pickle global(String module, String name) {
			op('c');
			out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
			return this;
		}

		Pickle text(String text) {
			byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
			op('X');
			out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
			out.writeBytes(bytes);
			return this;
		}

		Pickle number(long value) {
			op('J');
			out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(Math.toIntExact(value)).array());
			return this;
		}

		Pickle tuple(long... values) {
			op('(');
			for (long value : values)
				number(value);
			return op('t');
		}

		byte[] end() {
			op('.');
			return out.toByteArray();
		}
	}
}
