package org.gliomagrading.command;

import java.io.IOException;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

import ij.measure.ResultsTable;

/** A command whose result is one table. */
public abstract class TableCommand extends GliomaCommand {

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable table;

	/**
	 * Does the command's work with the parameters that are set.
	 *
	 * @param progress to be told how far the work has come
	 * @return the command's result
	 * @throws IOException if the work cannot be done; an {@link InputException} if the user can mend it
	 */
	protected abstract Table execute(Progress progress) throws IOException;

	@Override
	protected final void work(Progress progress) throws IOException {
		table = ResultsTables.of(execute(progress));
	}
}
