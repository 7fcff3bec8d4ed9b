package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;

import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.Stage;
import org.gliomagrading.training.CacheLimits;
import org.gliomagrading.training.ModelTrainer;
import org.gliomagrading.training.RunFolder;
import org.gliomagrading.training.StartingNetwork;
import org.gliomagrading.training.TrainingData;
import org.gliomagrading.training.TrainingOptions;
import org.gliomagrading.training.TrainingPlan;
import org.gliomagrading.training.TrainingService;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.FileWidget;

/** Trains a network on the slices of the patients that a split calls train, and stops by those it calls validation. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Train Model...",
	description = "Trains a network on a cohort's slices: a model folder")
public class TrainModel extends ModelCommand {

	@Parameter(style = FileWidget.OPEN_STYLE, description = "split.csv, which says whom to train and to validate on")
	private File split;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of patient, first, last slice; if left out, the slices that the segmentation marks")
	private File slices;

	@Parameter(description = "folder of a model to train on, or an architecture (MobileNetV2) for random weights")
	private String start;

	@Parameter(required = false, min = "0", max = "1024",
		description = "height and width of the network's input in pixels; 0 for the architecture's own")
	private int inputSize = 0;

	@Parameter(required = false,
		description = "what is trained: all, head, or a stage (see ListArchitectures) and all after it")
	private String trainable = Stage.ALL;

	@Parameter(required = false,
		description = "what the best epoch is chosen by: slice-f1, patient-f1 (soft voting), slice-auc, patient-auc or loss")
	private String monitor = "slice-f1";

	@Parameter(required = false, min = "1", description = "most epochs, passes over the training slices")
	private int epochs = 50;

	@Parameter(required = false, min = "1", description = "epochs without a better one after which training stops")
	private int patience = 5;

	@Parameter(required = false, min = "1e-9", max = "1", description = "step size of the Adam optimiser")
	private double learningRate = 0.001;

	@Parameter(required = false, min = "2", max = "4096", description = "slices in one step")
	private int batchSize = 16;

	@Parameter(required = false, description = "seed of random weights, of the order of slices and of dropout")
	private long seed = 1;

	@Parameter(required = false, description = "let the slices of both grades weigh the same in the loss")
	private boolean classWeights = false;

	@Parameter(required = false, description = "mirror training slices at random, left to right")
	private boolean flips = false;

	@Parameter(required = false, min = "0", max = "180",
		description = "turn training slices at random by up to so many degrees; 0 for none")
	private double rotation = 0;

	@Parameter(required = false,
		description = "how the step size changes from epoch to epoch: constant, or cosine, along half a cosine towards 0")
	private String schedule = "constant";

	@Parameter(required = false, min = "0", description = "largest norm of all gradients together; 0 for no limit")
	private double gradientClipping = 0;

	@Parameter(required = false, min = "0", max = "1", description = "weight decay, as in AdamW; 0 for none")
	private double weightDecay = 0;

	@Parameter(required = false, description = "go on with the training in output that was stopped")
	private boolean resume = false;

	@Parameter(required = false, style = FileWidget.DIRECTORY_STYLE,
		description = "folder where trainable=head keeps the backbone's features; several trainings may share it")
	private File featureCache;

	@Parameter(required = false, min = "0",
		description = "MB of memory for decoded slices; those beyond it are kept on disk")
	private int cacheMemory = (int) CacheLimits.DEFAULT.memoryMb();

	@Parameter(required = false, min = "0",
		description = "MB of temporary files in output for decoded slices; those beyond it are decoded again for each batch, far slower")
	private int cacheDisk = (int) CacheLimits.DEFAULT.diskMb();

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "the model folder to write")
	private File output;

	private TrainingPlan plan() throws InputException {
		TrainingService training = context().service(TrainingService.class);
		return new TrainingPlan(trainable, training.monitor(monitor), epochs, patience, learningRate, batchSize, seed,
			new TrainingOptions(classWeights, flips, rotation, training.schedule(schedule), gradientClipping, weightDecay));
	}

	@Override
	Table compute(Progress progress) throws IOException {
		TrainingData data = TrainingData.of(input(), cohort(), Split.read(split.toPath()));
		TrainingPlan plan = plan();
		try (PatientOpener opener = opener()) {
			ModelTrainer trainer = new ModelTrainer(opener, selector(slices), this::tellAlways, this::warn, new HistoryPlot(context()
				.getService(UIService.class)));
			return trainer.train(data, StartingNetwork.of(start, inputSize, seed, backbones(), device()), plan, new RunFolder(output
				.toPath(), resume, path(featureCache), new CacheLimits(cacheMemory, cacheDisk)), progress).history().table();
		}
	}
}
