package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.gliomagrading.nifti.HeaderField.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of fields against nibabel's. */
class HeaderFieldTest {

	/** @param kind NumPy's letter for integers, unsigned ones, floats and texts */
	private record Row(String version, String name, int offset, int bytes, int count, String kind) {
	}

	private static final Row[] NIBABEL = NibabelFile.json("header-fields.json", Row[].class);

	@ParameterizedTest
	@EnumSource
	void tableEqualsNibabels(HeaderVersion version) {
		List<Row> nibabel = Arrays.stream(NIBABEL).filter(row -> row.version.equals(version.name())).toList();
		assertEquals(nibabel, rows(version).toList());
		assertTrue(nibabel.size() > 30);
	}

	@ParameterizedTest
	@EnumSource
	void fieldsFillTheHeaderWithoutGaps(HeaderVersion version) {
		int end = 0;
		for (Row row : rows(version).toList()) {
			assertEquals(end, row.offset, row.name);
			end += row.bytes;
		}
		assertEquals(version.length(), end);
	}

	private static Stream<Row> rows(HeaderVersion version) {
		return Arrays.stream(HeaderField.values()).filter(field -> field.place(version).isPresent()).map(field -> row(version,
			field)).sorted(Comparator.comparing(Row::offset));
	}

	private static Row row(HeaderVersion version, HeaderField field) {
		Place place = field.place(version).orElseThrow();
		boolean text = place.kind() == HeaderField.Kind.TEXT;
		String kind = text ? "S" : place.kind().name().startsWith("F") ? "f" : place.kind().name().startsWith("U") ? "u" : "i";
		return new Row(version.name(), field.name().toLowerCase(Locale.ROOT), place.offset(), place.count() * place
			.kind().size, text ? 1 : place.count(), kind);
	}
}
