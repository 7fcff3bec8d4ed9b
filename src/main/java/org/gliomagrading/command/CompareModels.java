package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.report.ReportWriter;
import org.gliomagrading.study.Merge;
import org.gliomagrading.study.Study;
import org.gliomagrading.study.StudyFile;
import org.gliomagrading.study.StudyTools;
import org.gliomagrading.training.CacheLimits;
import org.gliomagrading.training.TrainingService;
import org.gliomagrading.volume.VolumeService;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;

import ai.djl.Device;

/** Trains or loads each model of a study file, predicts, fuses and evaluates; or merges parts of a study. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Compare Models...",
	description = "Runs a whole study: trains, predicts, fuses and evaluates many models; goes on where it was stopped")
public class CompareModels extends TableCommand {

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "study file (JSON): cohort, slices, split, models, seeds, training, fusions; see docs/study-folder.md")
	private File study;

	@Parameter(required = false,
		description = "in place of a study file: folders of parts of one study, parted by commas, that are put together")
	private String merge = "";

	@Parameter(required = false,
		description = "models of the study to run now, parted by commas, the others being left to other machines; all if left out")
	private String models = "";

	@Parameter(required = false, description = "where to run: cpu, gpu, gpu:1..., or auto, the GPU where there is one")
	private String device = "auto";

	@Parameter(required = false, min = "0", description = "threads on the CPU; 0: as many as PyTorch takes by itself")
	private int threads = 0;

	@Parameter(required = false, min = "0", description = "MB of memory for a training's slices; those beyond it are kept on disk")
	private int cacheMemory = (int) CacheLimits.DEFAULT.memoryMb();

	@Parameter(required = false, min = "0",
		description = "MB of temporary files in output for a training's slices; those beyond it are decoded in each epoch")
	private int cacheDisk = (int) CacheLimits.DEFAULT.diskMb();

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "the study's folder; what is finished there is not done again")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		List<String> parts = names(merge);
		if (path(study).isPresent() != parts.isEmpty()) throw new InputException(
			"Give either study, a study file, or merge, the folders of its parts");
		Table table = PyTorch.withThreads(threads, () -> parts.isEmpty() ? run(progress) : merge(parts, progress));
		new ReportWriter(VersionUtils.getVersion(CompareModels.class), Optional.empty()).write(output.toPath(), output.toPath()
			.resolve(ReportWriter.FOLDER), progress).leftOut().forEach(this::tell);
		return table;
	}

	private Table run(Progress progress) throws IOException {
		StudyFile file = StudyFile.read(study.toPath(), context().service(TrainingService.class), context().service(
			FusionService.class));
		Device wanted = PyTorch.device(device);
		tellDevice(wanted);
		try (PatientOpener opener = opener()) {
			Set<String> only = new LinkedHashSet<>(names(models));
			return new Study(file, output.toPath(), tools(opener, wanted)).run(only, progress);
		}
	}

	private Table merge(List<String> parts, Progress progress) throws IOException {
		try (PatientOpener opener = opener()) {
			return new Merge(tools(opener, Device.cpu()), context().service(TrainingService.class)).run(parts.stream().map(Path::of)
				.toList(), output.toPath(), progress);
		}
	}

	private PatientOpener opener() {
		return new PatientOpener(context().service(VolumeService.class), this::tell);
	}

	private StudyTools tools(PatientOpener opener, Device wanted) {
		return new StudyTools(opener, context().service(BackboneService.class), context().service(FusionService.class), wanted,
			new CacheLimits(cacheMemory, cacheDisk), this::tell, this::warn);
	}
}
