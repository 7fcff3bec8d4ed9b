package org.gliomagrading.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The report on a study: sections with tables and figures.
 *
 * @param title what it is about
 * @param synthetic whether any of its patients is a synthetic phantom
 * @param randomBackbones the models whose backbones are as they were drawn at random; empty if there are none
 * @param sections its sections in their order
 */
record Report(String title, boolean synthetic, String randomBackbones, List<Section> sections) {

	/**
	 * Makes the report on what a folder holds.
	 *
	 * @param folder a study's folder, or one that single commands wrote their tables into
	 * @param version the version of this program
	 * @return the report; a part that is missing in the folder is a line that says so
	 * @throws IOException if a file of the folder cannot be used
	 */
	static Report of(Path folder, String version) throws IOException {
		Material material = Material.read(folder);
		List<Block> tables = new ArrayList<>(ModelTables.of(material));
		tables.add(SummaryTable.of(material));
		return new Report("Glioma grading: " + material.folder().name(), material.synthetic(), material
			.randomBackbones(), List.of( //
			SummarySection.of(material), //
			CohortSection.of(material), //
			ExampleSection.of(material), //
			SliceSection.of(material), //
			new Section("tables", "Tables 1 to 5", tables), //
			RocSection.of(material), //
			EfficiencySection.of(material), //
			CalibrationSection.of(material), //
			ComparisonSection.of(material), //
			CentreSection.of(material), //
			PatientSection.of(material), //
			MetricsSection.of(material), //
			TripodSection.of(material), //
			ProvenanceSection.of(material, version)));
	}

	/** @return all tables, in their order */
	List<ReportTable> tables() {
		return blocks().filter(ReportTable.class::isInstance).map(ReportTable.class::cast).toList();
	}

	/** @return all figures, in their order */
	List<Figure> figures() {
		return blocks().filter(Figure.class::isInstance).map(Figure.class::cast).toList();
	}

	/** @return what was missing */
	List<Block.LeftOut> leftOut() {
		return blocks().filter(Block.LeftOut.class::isInstance).map(Block.LeftOut.class::cast).toList();
	}

	private Stream<Block> blocks() {
		return sections.stream().flatMap(section -> section.blocks().stream());
	}
}
