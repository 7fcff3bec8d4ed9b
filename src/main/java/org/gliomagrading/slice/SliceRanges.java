package org.gliomagrading.slice;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.UniqueColumn;

/**
 * The slices of each patient as a table gives them: {@code slices.csv}. It replaces segmentations.
 *
 * @param ranges the slices of each patient, by the patient's name, in the order of the names
 */
public record SliceRanges(Map<String, SliceRange> ranges) implements SliceSelector {

	private static final List<String> COLUMNS = List.of("patient", "first", "last", "count");
	private static final List<String> NEEDED = List.of("patient", "first", "last");

	/** Copies the map. */
	public SliceRanges {
		ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
	}

	@Override
	public Optional<SliceRange> given(String patient) {
		return Optional.ofNullable(ranges.get(patient));
	}

	@Override
	public boolean needsSegmentation() {
		return false;
	}

	@Override
	public SliceRange select(PatientVolumes volumes) throws InputException {
		SliceRange range = ranges.get(volumes.patient().id());
		if (range == null) throw new InputException("the table of slices has no row for this patient; add one");
		if (range.last() >= volumes.slices()) throw new InputException("the table of slices gives " + range.first() + " to " +
			range.last() + ", but the volumes have the slices 0 to " + (volumes.slices() - 1) + "; correct the row");
		return range;
	}

	/** @return the table */
	public Table table() {
		return new Table(COLUMNS, ranges.entrySet().stream().map(entry -> List.<Object> of(entry.getKey(), entry.getValue()
			.first(), entry.getValue().last(), entry.getValue().count())).toList());
	}

	/**
	 * Reads a table. The columns {@code patient}, {@code first} and {@code last} are needed.
	 *
	 * @param file the table
	 * @return its ranges, at least one
	 * @throws InputException if it cannot be read, names a patient twice, or has a row that gives no range or whose
	 *           {@code count} contradicts it
	 */
	public static SliceRanges read(Path file) throws InputException {
		UniqueColumn ids = new UniqueColumn("patient");
		Map<String, SliceRange> ranges = new TreeMap<>();
		CsvFile.read(file, NEEDED, row -> ranges.put(ids.read(row), range(row)));
		if (ranges.isEmpty()) throw new InputException(file, "holds no patient; add a row for each");
		return new SliceRanges(ranges);
	}

	private static SliceRange range(TableRow row) throws InputException {
		int first = row.integer("first");
		int last = row.integer("last");
		if (first < 0) throw row.error("first", "is " + first + "; slices are counted from 0");
		if (last < first) throw row.error("last", "is " + last + ", which is before first, " + first);
		SliceRange range = new SliceRange(first, last);
		if (!row.text("count").isEmpty() && row.integer("count") != range.count()) throw row.error("count", "is " + row.text(
			"count") + ", but " + first + " to " + last + " are " + range.count() + " slices");
		return range;
	}
}
