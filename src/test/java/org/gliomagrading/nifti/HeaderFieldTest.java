package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;

import org.junit.jupiter.api.Test;

/** The table of fields against nibabel's. */
class HeaderFieldTest {

	private record Place(String name, int offset, int bytes) {
	}

	private static final Place[] NIBABEL = NibabelFile.json("header-fields.json", Place[].class);

	@Test
	void tableEqualsNibabels() {
		assertEquals(Arrays.asList(NIBABEL), Arrays.stream(HeaderField.values()).map(HeaderFieldTest::place).toList());
	}

	@Test
	void fieldsFillTheHeaderWithoutGaps() {
		int end = 0;
		for (HeaderField field : HeaderField.values()) {
			assertEquals(end, field.offset, field.name());
			end += field.count * field.kind.size;
		}
		assertEquals(HeaderField.HEADER_LENGTH, end);
	}

	private static Place place(HeaderField field) {
		return new Place(field.name().toLowerCase(Locale.ROOT), field.offset, field.count * field.kind.size);
	}
}
