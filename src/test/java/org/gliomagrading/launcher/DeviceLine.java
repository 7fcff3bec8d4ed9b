package org.gliomagrading.launcher;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

import org.gliomagrading.network.PyTorch;

import ai.djl.Device;

/** What a successful command writes to standard error where no terminal is: which device ran, if it runs a network. */
class DeviceLine {

	private static final Set<String> NETWORK_COMMANDS = Set.of("compare-models", "extract-features", "grade-patients", "predict-slices",
		"train-model", "org.gliomagrading.command.GradePatients", "org.gliomagrading.command.PredictSlices");

	private DeviceLine() {}

	/**
	 * @param args a command line without errors
	 * @return all that standard error then holds
	 */
	static String of(Collection<String> args) {
		return Collections.disjoint(args, NETWORK_COMMANDS) ? "" : PyTorch.describe(Device.cpu()) + System.lineSeparator();
	}
}
