package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.report.ReportWriter;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;

import ij.WindowManager;
import ij.gui.Plot;

/** Makes the report on a study's folder. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Write Report...",
	description = "Makes a page with tables and figures of a study's folder: report.html")
public class WriteReport extends TableCommand {

	/** The table that macros get: the study's Table 5. */
	private static final String SUMMARY = "Table 5";

	@Parameter(style = FileWidget.DIRECTORY_STYLE,
		description = "folder of a study (compare-models), or of the tables that evaluate-predictions wrote")
	private File input;

	@Parameter(required = false, description = "write today's date into the report; without it the same tables always " +
		"give the same report")
	private boolean date;

	@Parameter(required = false, description = "in ImageJ, open the tables and figures too")
	private boolean show = true;

	@Parameter(required = false, style = FileWidget.DIRECTORY_STYLE,
		description = "folder for report.html, tables and figures; if left out, 'report' in the input folder")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Path folder = path(output).orElse(input.toPath().resolve(ReportWriter.FOLDER));
		ReportWriter writer = new ReportWriter(VersionUtils.getVersion(WriteReport.class), date ? Optional.of(LocalDate.now())
			: Optional.empty());
		ReportWriter.Written written = writer.write(input.toPath(), folder, progress);
		written.leftOut().forEach(this::tell);
		if (show) show(written, " of " + input.toPath().toAbsolutePath().normalize().getFileName());
		return written.tables().getOrDefault(SUMMARY, written.tables().values().iterator().next());
	}

	/**
	 * Windows, where there is somebody to look at them, in place of those of an earlier report on the folder. The summary's is
	 * opened as every command's table. (A table of the name Results would replace the user's measurements.)
	 */
	private void show(ReportWriter.Written written, String ofFolder) {
		UIService ui = context().getService(UIService.class);
		if (ui == null || ui.isHeadless()) return;
		for (Map.Entry<String, Table> table : written.tables().entrySet())
			if (!table.getKey().equals(SUMMARY)) ResultsTables.of(table.getValue()).show(table.getKey() + ofFolder);
		for (Plot plot : written.plots()) {
			String title = plot.getTitle() + ofFolder;
			if (WindowManager.getImage(title) != null) WindowManager.getImage(title).close();
			plot.show().getImagePlus().setTitle(title);
		}
	}
}
