package org.gliomagrading.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts pickles, and files of PyTorch around them, together from their parts, also such as nothing writes. */
final class PickleBytes {

	/** Five pickles, of which these come first: the magic number, the version, an empty dictionary for the machine. */
	private static final byte[] START = { (byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc, (byte) 0x9c, 'F', (byte) 0xf9,
		' ', 'j', (byte) 0xa8, 'P', 0x19, '.', (byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.', (byte) 0x80, 2, '}', '.' };

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	PickleBytes() {
		code(0x80).code(2);
	}

	/** Opcodes that stand for themselves. */
	PickleBytes codes(String codes) {
		bytes.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
		return this;
	}

	PickleBytes code(int code) {
		bytes.write(code);
		return this;
	}

	PickleBytes repeat(String codes, int times) {
		return codes(codes.repeat(times));
	}

	PickleBytes text(String text) {
		return code('X').integer(text.length()).codes(text);
	}

	/** 4 bytes. */
	PickleBytes integer(int value) {
		bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
		return this;
	}

	PickleBytes number(long value) {
		code(0x8a).code(8);
		bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
		return this;
	}

	PickleBytes tuple(long... values) {
		code('(');
		for (long value : values)
			number(value);
		return code('t');
	}

	PickleBytes global(String module, String name) {
		return codes("c" + module + "\n" + name + "\n");
	}

	/** A storage of floats. */
	PickleBytes storage(String key, long count) {
		return code('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu").number(count).codes("NtQ");
	}

	/** A tensor in storage 0. */
	PickleBytes tensor(long count, long offset, long[] shape, long[] strides) {
		global("torch._utils", "_rebuild_tensor").code('(').storage("0", count).number(offset).tuple(shape).tuple(strides);
		return codes("tR");
	}

	byte[] end() {
		code('.');
		return bytes.toByteArray();
	}

	/** A state dictionary with a tensor of the name weight. */
	static byte[] weight(long count, long offset, long[] shape, long... strides) {
		return new PickleBytes().codes("}").text("weight").tensor(count, offset, shape, strides).codes("s").end();
	}

	/** The format before 1.6, with one storage. */
	static byte[] stream(byte[] pickle, long count, float... values) {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.writeBytes(START);
		file.writeBytes(pickle);
		file.writeBytes(new PickleBytes().codes("]").text("0").codes("a").end());
		file.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array());
		file.writeBytes(bytes(values));
		return file.toByteArray();
	}

	/** The format since 1.6, with one storage. */
	static byte[] zip(byte[] pickle, float... values) throws IOException {
		return zip(ZipEntry.STORED, Map.of("data.pkl", pickle, "data/0", bytes(values)));
	}

	static byte[] zip(int method, Map<String, byte[]> entries) throws IOException {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(file)) {
			for (Map.Entry<String, byte[]> content : entries.entrySet()) {
				ZipEntry entry = new ZipEntry("archive/" + content.getKey());
				CRC32 crc = new CRC32();
				crc.update(content.getValue());
				entry.setMethod(method);
				if (method == ZipEntry.STORED) entry.setSize(content.getValue().length);
				entry.setCrc(crc.getValue());
				zip.putNextEntry(entry);
				zip.write(content.getValue());
				zip.closeEntry();
			}
		}
		return file.toByteArray();
	}

	private static byte[] bytes(float... values) {
		ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		data.asFloatBuffer().put(values);
		return data.array();
	}
}
