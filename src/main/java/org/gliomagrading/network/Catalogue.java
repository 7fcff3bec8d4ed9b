package org.gliomagrading.network;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.slice.Normalization;

/** Reads the catalogue, {@code architectures.csv}: a row for each of the study's networks. */
final class Catalogue {

	/** The table's columns, in its order. */
	static final List<String> COLUMNS = List.of("architecture", "family", "backbone", "variant", "input_size",
		"parameters", "address", "file", "checksum_kind", "checksum", "licence", "scale", "mean", "deviation");

	private static final String RESOURCE = "architectures.csv";
	private static final Set<String> FAMILIES = Set.of("lightweight", "mid-size", "high-performance", "RadImageNet");
	private static final int CHANNELS = 3;

	private Catalogue() {
		// only static methods
	}

	/** The program's own catalogue. */
	static List<Architecture> read() {
		try (Reader text = new InputStreamReader(Catalogue.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
			return read(RESOURCE, text);
		}
		catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * @param name what the table is called in messages
	 * @param text the table
	 * @return its rows
	 * @throws IOException if it cannot be read; an {@link InputException} if a cell cannot be used, or a name stands there
	 *           twice
	 */
	static List<Architecture> read(String name, Reader text) throws IOException {
		Set<String> names = new HashSet<>();
		return List.copyOf(CsvFile.read(name, text, COLUMNS, row -> {
			Architecture architecture = architecture(row);
			if (!names.add(architecture.name())) throw row.error("'" + architecture.name() + "' stands there a second time");
			return architecture;
		}));
	}

	private static Architecture architecture(TableRow row) throws InputException {
		String family = row.required("family");
		if (!FAMILIES.contains(family)) throw row.error("family", "is '" + family + "', not one of " + FAMILIES);
		return new Architecture(row.required("architecture"), family, row.required("backbone"), Variant.of(row.required(
			"variant")), positive(row, "input_size"), positive(row, "parameters"), weights(row));
	}

	private static int positive(TableRow row, String column) throws InputException {
		int number = row.integer(column);
		if (number < 1) throw row.error(column, "is " + number + ", not positive");
		return number;
	}

	private static PublishedWeights weights(TableRow row) throws InputException {
		String address = row.required("address");
		if (!"https".equals(URI.create(address).getScheme())) throw row.error("address", "does not begin with https:");
		boolean checked = !row.text("checksum").isEmpty() || !row.text("checksum_kind").isEmpty();
		return new PublishedWeights(address, row.required("file"), checked ? Optional.of(Checksum.of(row.required(
			"checksum_kind"), row.required("checksum"))) : Optional.empty(), row.required("licence"), normalization(row));
	}

	private static Normalization normalization(TableRow row) throws InputException {
		try {
			return new Normalization(row.number("scale"), numbers(row, "mean"), numbers(row, "deviation"));
		}
		catch (IllegalArgumentException e) {
			throw row.error(e.getMessage());
		}
	}

	private static List<Double> numbers(TableRow row, String column) throws InputException {
		List<Double> numbers = Arrays.stream(row.required(column).split(" ")).map(Double::valueOf).toList();
		if (numbers.size() != CHANNELS) throw row.error(column, "has not " + CHANNELS + " numbers");
		return numbers;
	}
}
