package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.model.ModelDescription.Options;
import org.gliomagrading.model.ModelDescription.Training;

/** What everything came from: versions, models, seeds, files. */
final class ProvenanceSection {

	private ProvenanceSection() {
		// only static methods
	}

	static Section of(Material material, String version) {
		List<Block> blocks = new ArrayList<>();
		blocks.add(versions(material, version));
		if (material.folder().models().isEmpty()) blocks.add(new Block.LeftOut("Models", "no model.json is in the folder"));
		else blocks.add(models(material.folder().models()));
		if (material.folder().settings().isEmpty()) blocks.add(new Block.LeftOut("Settings of the study",
			"study.json is not in the folder"));
		else blocks.add(new Block.Listing("study.json", material.folder().settings()));
		blocks.add(files(material));
		int inputs = material.folder().table("files.csv").size();
		if (inputs > 0) blocks.add(new Block.Paragraph("files.csv has the SHA-256 of each of the " + inputs +
			" image files that were read."));
		return new Section("provenance", "Provenance", blocks);
	}

	private static ReportTable versions(Material material, String version) {
		List<List<Cell>> rows = new ArrayList<>(List.of(List.of(Cell.of("this report"), Cell.of("gliomaGrading"), Cell.of(
			version))));
		Settings.of(material.folder().settings()).versions().forEach((what, which) -> rows.add(List.of(Cell.of("the study"),
			Cell.of(what), Cell.of(which))));
		Map<String, String> trained = new TreeMap<>();
		for (ModelDescription model : material.folder().models().values())
			if (model.training() != null && model.training().versions() != null) model.training().versions().forEach((what,
				which) -> trained.merge(what, which, (one, other) -> one.equals(other) ? one : one + "; " + other));
		trained.forEach((what, which) -> rows.add(List.of(Cell.of("trainings"), Cell.of(what), Cell.of(which))));
		return new ReportTable("table-versions", "Versions", "The versions that are recorded.", List.of("Of", "Program",
			"Version"), rows);
	}

	private static ReportTable models(Map<String, ModelDescription> models) {
		List<List<Cell>> rows = new ArrayList<>();
		models.forEach((path, model) -> {
			Training training = model.training();
			rows.add(List.of(Cell.of(model.name()), Cell.of(model.architecture()), Cell.of(model.inputSize()), Cell.of(model
				.preprocessing()), training == null ? Cell.of("") : Cell.of(training.seed()), Cell.of(training(training)), Cell.of(
					imported(model)), Cell.of(model.weightsSha256()), Cell.of(path)));
		});
		return new ReportTable("table-models", "Models", "The models, as their folders describe them.", List.of("Model",
			"Architecture", "Input (pixels)", "Preprocessing", "Seed", "Training", "Imported from", "SHA-256 of the weights",
			"File"), rows).fold();
	}

	private static String training(Training training) {
		if (training == null) return "not trained here";
		String text = "from " + training.start() + ", epoch " + training.bestEpoch() + " of " + training.epochs() + " by " +
			training.monitor() + ", step " + Rounded.plain(training.learningRate()) + ", batch " + training.batchSize();
		if (training.trainable() != null) text += ", trained: " + training.trainable();
		Options options = training.options();
		if (options == null) return text;
		return text + ", schedule " + options.schedule() + (options.classWeights() ? ", grades weighed" : "") + (options
			.flips() ? ", flips" : "") + ", rotation " + Rounded.plain(options.rotation()) + ", clipping " + Rounded.plain(options
				.gradientClipping()) + ", weight decay " + Rounded.plain(options.weightDecay());
	}

	private static String imported(ModelDescription model) {
		ModelDescription.Imported own = model.imported();
		ModelDescription.StartModel start = model.training() == null ? null : model.training().startModel();
		ModelDescription.Imported imported = own == null && start != null ? start.imported() : own;
		return imported == null ? "" : imported.file() + ", SHA-256 " + imported.sha256();
	}

	private static ReportTable files(Material material) {
		List<List<Cell>> rows = new ArrayList<>();
		material.folder().checksums().forEach((file, sha256) -> rows.add(List.of(Cell.of(file), Cell.of(sha256))));
		return new ReportTable("table-files", "Files", "The files of the folder that this page was made from.", List.of(
			"File", "SHA-256"), rows).fold();
	}
}
