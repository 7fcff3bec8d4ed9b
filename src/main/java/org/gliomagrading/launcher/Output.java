package org.gliomagrading.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.gliomagrading.command.ResultsTables;
import org.gliomagrading.io.CsvFile;
import org.scijava.command.CommandModule;

import ij.measure.ResultsTable;

/** Prints the result of a command that writes no files. */
class Output {

	private final PrintStream out;

	Output(PrintStream out) {
		this.out = out;
	}

	/**
	 * @param module a command that has done its work
	 * @return whether the result, if it is to be printed, could be
	 */
	boolean print(CommandModule module) {
		if (module.getInfo().getInput("output") != null) return true;
		try {
			if (module.getOutput("json") instanceof String json) out.write((json + '\n').getBytes(StandardCharsets.UTF_8));
			else CsvFile.write(out, ResultsTables.from((ResultsTable) module.getOutput("table")));
		}
		catch (IOException e) {
			return false;
		}
		return !out.checkError();
	}
}
