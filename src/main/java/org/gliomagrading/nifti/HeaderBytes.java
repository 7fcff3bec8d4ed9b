package org.gliomagrading.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.gliomagrading.nifti.HeaderField.Place;

/**
 * A header's bytes, read and written field by field as the table says. A field that the version lacks reads as 0 or as
 * an empty text.
 *
 * @param version which places of the table hold
 * @param bytes the header, in the buffer's byte order; may be shorter than a header until it is checked
 */
record HeaderBytes(HeaderVersion version, ByteBuffer bytes) {

	private static final int ANALYZE_LENGTH = 348;

	/** The end of NIfTI-2's magic, which a transfer as text changes. */
	private static final int[] EOL_CHECK = { 0x0d, 0x0a, 0x1a, 0x0a };

	/** A file's first bytes, before anything is known of them. */
	static HeaderBytes of(byte[] first) {
		return new HeaderBytes(HeaderVersion.NIFTI1, ByteBuffer.wrap(first));
	}

	/** Zeros. */
	static HeaderBytes empty(HeaderVersion version, ByteOrder order) {
		return new HeaderBytes(version, ByteBuffer.allocate(version.length()).order(order));
	}

	/** The same bytes taken for another version and byte order. */
	HeaderBytes as(HeaderVersion other, ByteOrder order) {
		byte[] header = Arrays.copyOf(bytes.array(), other.length());
		return new HeaderBytes(other, ByteBuffer.wrap(header).order(order));
	}

	HeaderBytes copy() {
		return as(version, bytes.order());
	}

	/** Whether all of that version's header is here, with its magic. */
	boolean hasMagic(HeaderVersion nifti) {
		if (bytes.capacity() < nifti.length()) return false;
		String magic = new HeaderBytes(nifti, bytes).text(HeaderField.MAGIC);
		return magic.equals(nifti.singleMagic()) || magic.equals(nifti.pairMagic());
	}

	/** Whether these are the bytes of a header without magic whose size is that of ANALYZE and of NIfTI-1. */
	boolean isAnalyze() {
		return bytes.capacity() >= ANALYZE_LENGTH && !hasMagic(HeaderVersion.NIFTI1) && startsWith(ANALYZE_LENGTH);
	}

	/** Whether the first number is this one, in either byte order. */
	boolean startsWith(int size) {
		if (bytes.capacity() < Integer.BYTES) return false;
		int first = bytes.getInt(0);
		return first == size || first == Integer.reverseBytes(size);
	}

	/** The value at an index as a double, which holds all but 64-bit integers exactly. */
	double number(HeaderField field, int index) {
		return field.place(version).map(place -> number(place, index)).orElse(0.0);
	}

	double number(HeaderField field) {
		return number(field, 0);
	}

	/** The value at an index of a field of whole numbers. */
	long whole(HeaderField field, int index) {
		Place place = field.place(version).orElse(null);
		if (place == null) return 0;
		return place.kind() == HeaderField.Kind.INT64 ? bytes.getLong(at(place, index)) : (long) number(place, index);
	}

	int whole(HeaderField field) {
		return (int) whole(field, 0);
	}

	/** The text up to its first zero byte. */
	String text(HeaderField field) {
		return field.place(version).map(this::text).orElse("");
	}

	/** Sets the value at an index, rounded to the field's type; 64-bit integers exactly below 2^53. */
	void put(HeaderField field, int index, double value) {
		Place place = field.place(version).orElseThrow();
		int at = at(place, index);
		switch (place.kind()) {
			case UINT8, TEXT -> bytes.put(at, (byte) value);
			case INT16 -> bytes.putShort(at, (short) value);
			case INT32 -> bytes.putInt(at, (int) value);
			case INT64 -> bytes.putLong(at, (long) value);
			case FLOAT32 -> bytes.putFloat(at, (float) value);
			case FLOAT64 -> bytes.putDouble(at, value);
		}
	}

	void put(HeaderField field, double value) {
		put(field, 0, value);
	}

	/** Sets the text, cut to the field's length, the rest filled with zeros. */
	void put(HeaderField field, String text) {
		Place place = field.place(version).orElseThrow();
		byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
		for (int i = 0; i < place.count(); i++)
			bytes.put(place.offset() + i, i < content.length ? content[i] : 0);
	}

	/** Sets what tells a single file of this version. */
	void putMagic() {
		put(HeaderField.MAGIC, version.singleMagic());
		for (int i = 0; i < EOL_CHECK.length && version == HeaderVersion.NIFTI2; i++)
			put(HeaderField.EOL_CHECK, i, EOL_CHECK[i]);
	}

	/** Whether the end of NIfTI-2's magic is as the standard says, or zeros as in early files. */
	boolean hasWholeMagic() {
		boolean zeros = true;
		boolean whole = true;
		for (int i = 0; i < EOL_CHECK.length && version == HeaderVersion.NIFTI2; i++) {
			zeros &= whole(HeaderField.EOL_CHECK, i) == 0;
			whole &= whole(HeaderField.EOL_CHECK, i) == EOL_CHECK[i];
		}
		return zeros || whole;
	}

	/** All fields of the version in their order in the table: texts, single numbers, lists of numbers. */
	Map<String, Object> fields() {
		Map<String, Object> fields = new LinkedHashMap<>();
		for (HeaderField field : HeaderField.values())
			field.place(version).ifPresent(place -> fields.put(field.name().toLowerCase(Locale.ROOT), value(field,
				place)));
		return fields;
	}

	private Object value(HeaderField field, Place place) {
		boolean real = place.kind() == HeaderField.Kind.FLOAT32 || place.kind() == HeaderField.Kind.FLOAT64;
		if (place.kind() == HeaderField.Kind.TEXT) return text(place);
		List<Object> values = IntStream.range(0, place.count()).<Object> mapToObj(i -> {
			if (real) return number(place, i);
			return whole(field, i);
		}).toList();
		return values.size() == 1 ? values.get(0) : values;
	}

	private String text(Place place) {
		int length = 0;
		while (length < place.count() && bytes.get(place.offset() + length) != 0)
			length++;
		byte[] content = new byte[length];
		bytes.get(place.offset(), content);
		return new String(content, StandardCharsets.ISO_8859_1);
	}

	private double number(Place place, int index) {
		int at = at(place, index);
		return switch (place.kind()) {
			case UINT8, TEXT -> bytes.get(at) & 0xff;
			case INT16 -> bytes.getShort(at);
			case INT32 -> bytes.getInt(at);
			case INT64 -> bytes.getLong(at);
			case FLOAT32 -> bytes.getFloat(at);
			case FLOAT64 -> bytes.getDouble(at);
		};
	}

	private static int at(Place place, int index) {
		return place.offset() + index * place.kind().size;
	}
}
