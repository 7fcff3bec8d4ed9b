package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.published.AskedTestSet;
import org.gliomagrading.published.PublishedCheck;
import org.gliomagrading.published.PublishedRow;
import org.gliomagrading.published.Statement;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Checks the metrics that a paper prints by what must hold between them. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Check Published...",
	description = "Checks whether published metrics can be true together: published-check.csv and more")
public class CheckPublished extends TableCommand {

	@Parameter(style = FileWidget.OPEN_STYLE, description = "CSV file of published metrics (model, strategy, accuracy, " +
		"precision, recall, specificity, f1, or some of these), with all printed digits")
	private File input;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of a table that sums these up, with the same columns")
	private File summary;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of numbers that the text states (quantity, metric, strategy, value)")
	private File statements;

	@Parameter(required = false, description = "test set to look for: a number of patients such as 71, or of those with HGG " +
		"and LGG such as 85+23; if left out, the stated one")
	private String test = "";

	@Parameter(required = false, min = "1", max = "1000", description = "most patients of a test set to try; if left out, as " +
		"many as are stated in all, or 400")
	private Integer largest;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for published-check.csv, published-rows.csv, " +
		"published-test-sets.csv, published-matrices.csv, published-fusions.csv, published-summary-check.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		List<PublishedRow> rows = PublishedRow.read(CsvFile.source(input.toPath()));
		Optional<Path> ofSummary = path(summary);
		Optional<Path> ofText = path(statements);
		List<PublishedRow> summed = ofSummary.isEmpty() ? List.of() : PublishedRow.read(CsvFile.source(ofSummary.get()));
		List<Statement> stated = ofText.isEmpty() ? List.of() : Statement.read(CsvFile.source(ofText.get()), rows);
		PublishedCheck check = PublishedCheck.of(rows, summed, stated, AskedTestSet.parse(test), Optional.ofNullable(largest),
			progress);
		for (Map.Entry<String, Table> table : check.tables().entrySet())
			CsvFile.write(output.toPath().resolve(table.getKey()), table.getValue());
		check.findings().forEach(finding -> tell(finding.text()));
		return check.tables().get("published-check.csv");
	}
}
