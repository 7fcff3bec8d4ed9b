package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.model.ImportedModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PublishedWeights;
import org.gliomagrading.network.Variant;
import org.gliomagrading.weights.Download;
import org.gliomagrading.weights.FittedWeights;
import org.gliomagrading.weights.NameMapService;
import org.gliomagrading.weights.WeightFile;
import org.gliomagrading.weights.WeightFileService;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes a model, not trained yet, of weights that were published. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Import Weights...",
	description = "Makes a model folder of published weights (safetensors, PyTorch, Keras), to extract features or to train on")
public class ImportWeights extends TableCommand {

	private static final String AUTO = "auto";

	@Parameter(description = "the network, by its name in the catalogue (List Architectures), such as ResNet50")
	private String architecture;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "file of weights: .safetensors, .pth or .pt (a state dictionary), .h5 (Keras)")
	private File file;

	@Parameter(required = false, description = "whether to fetch the file from its publisher (see List Architectures)")
	private boolean download = false;

	@Parameter(required = false, style = FileWidget.DIRECTORY_STYLE,
		description = "folder in which fetched files stay; if left out, that of the environment variable GLIOMA_CACHE_DIR, " +
			"or .glioma-grading/weights in your own folder")
	private File cache;

	@Parameter(required = false, choices = { AUTO, "torchvision", "keras" },
		description = "whose implementation the weights are for; auto tells it by the names in the file")
	private String variant = AUTO;

	@Parameter(required = false, choices = { ModelDescription.STUDY_PREPROCESSING,
		ModelDescription.PUBLISHED_PREPROCESSING },
		description = "study: slices go into the network as 0..1; published: normalised as for the published weights")
	private String preprocessing = ModelDescription.STUDY_PREPROCESSING;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "the model folder to write")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Architecture row = Architecture.of(architecture);
		Optional<Variant> wanted = variant.equals(AUTO) ? Optional.empty() : Optional.of(Variant.of(variant));
		try (WeightFile weights = context().service(WeightFileService.class).open(file(row, progress))) {
			FittedWeights fitted = context().service(NameMapService.class).fit(context().service(BackboneService.class)
				.backbone(row.backbone()), wanted, weights);
			ImportedModel.write(output.toPath(), row, fitted, preprocessing.equals(ModelDescription.PUBLISHED_PREPROCESSING));
			tell(fitted.shapes().size() + " tensors are set, by names of " + fitted.map().label() + ", variant " + fitted
				.variant().word() + "; " + fitted.leftOut().size() + " of the file are left out: see tensors.csv");
			Table tensors = fitted.table();
			CsvFile.write(output.toPath().resolve("tensors.csv"), tensors);
			return tensors;
		}
	}

	private Path file(Architecture row, Progress progress) throws IOException {
		PublishedWeights published = row.weights();
		if (path(file).isPresent() && download) throw new InputException("file= and download=true are both given; give one");
		if (path(file).isEmpty() && !download) throw new InputException("give either file= or download=true; the weights of " +
			row.name() + " are " + published.file() + " from " + published.address());
		if (!download) return file.toPath();
		Path folder = path(cache).orElseGet(() -> Download.cache(System::getenv, Path.of(System.getProperty("user.home"))));
		tell("fetching " + published.address() + " (licence: " + published.licence() + ") into " + folder);
		return new Download().fetch(published, folder, progress);
	}
}
