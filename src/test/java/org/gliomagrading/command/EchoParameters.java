package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command for tests: gives back its parameters of every type, or fails in the way it is asked to. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Echo Parameters...",
	description = "Gives back its parameters")
public class EchoParameters extends TableCommand {

	@Parameter(description = "a folder")
	private File input;

	@Parameter(description = "a number of patients", min = "1", max = "10")
	private Integer count;

	@Parameter(required = false, description = "a threshold", min = "0", max = "1")
	private double threshold = 0.5;

	@Parameter(required = false, description = "a seed")
	private long seed = 1;

	@Parameter(required = false, description = "whether to go on")
	private boolean resume;

	@Parameter(required = false, description = "a subset", choices = { "train", "validation", "test" })
	private String subset = "test";

	@Parameter(required = false, description = "a note")
	private String note = "";

	@Parameter(required = false, description = "a file that may be left out")
	private File exclude;

	@Parameter(required = false, description = "how to fail: not, noise, input, denied, disk, bug, memory")
	private String fail = "not";

	@Override
	protected Table execute(Progress progress) throws IOException {
		for (int i = 0; i < count; i++)
			progress.report(i, count, "patient " + i);
		progress.report(count, count, "done");
		switch (fail) {
			case "noise" -> System.out.println("some library's chatter");
			case "input" -> throw new InputException(input.toPath(), "no such folder;\ngive another");
			case "denied" -> throw new AccessDeniedException(input.getPath());
			case "disk" -> throw new IOException("No space left on device");
			case "bug" -> throw new IllegalStateException("a bug");
			case "memory" -> throw new OutOfMemoryError();
			default -> tell("went well");
		}
		return new Table(List.of("input", "count", "threshold", "seed", "resume", "subset", "note", "exclude"), List.of(List
			.of(input.getPath(), count, threshold, seed, String.valueOf(resume), subset, note, path(exclude).map(
				Object::toString).orElse("none"))));
	}
}
