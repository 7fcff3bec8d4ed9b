package org.gliomagrading.study;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.Stage;
import org.gliomagrading.training.TrainingOptions;
import org.gliomagrading.training.TrainingPlan;
import org.gliomagrading.training.TrainingService;

import com.google.gson.JsonObject;

/**
 * How a model of a study is trained, by the names and with the defaults that {@code train-model} has.
 *
 * @param inputSize height and width of the input in pixels; 0 for the architecture's own
 * @param plan the plan, of any seed
 * @param json what the study file says, with the defaults
 */
record TrainingSettings(int inputSize, TrainingPlan plan, JsonObject json) {

	private static final int MANY = 1_000_000;

	/**
	 * @param fields the fields of {@code training}
	 * @param training knows monitors and schedules
	 * @return the settings
	 * @throws InputException if one cannot be used, or is not known
	 */
	static TrainingSettings read(Fields fields, TrainingService training) throws InputException {
		String trainable = fields.text("trainable", Stage.ALL);
		int inputSize = fields.whole("inputSize", 0, 0, 1024);
		String monitor = fields.text("monitor", "slice-f1");
		int epochs = fields.whole("epochs", 50, 1, MANY);
		int patience = fields.whole("patience", 5, 1, MANY);
		double learningRate = fields.number("learningRate", 0.001, 1e-9, 1);
		int batchSize = fields.whole("batchSize", 16, 2, 4096);
		boolean classWeights = fields.flag("classWeights");
		boolean flips = fields.flag("flips");
		double rotation = fields.number("rotation", 0, 0, 180);
		String schedule = fields.text("schedule", "constant");
		double clipping = fields.number("gradientClipping", 0, 0, Double.MAX_VALUE);
		double decay = fields.number("weightDecay", 0, 0, 1);
		TrainingOptions options = new TrainingOptions(classWeights, flips, rotation, training.schedule(schedule), clipping,
			decay);
		return new TrainingSettings(inputSize, new TrainingPlan(trainable, training.monitor(monitor), epochs, patience,
			learningRate, batchSize, 0, options), fields.end());
	}

	/** @return the plan with a seed */
	TrainingPlan plan(long seed) {
		return new TrainingPlan(plan.trainable(), plan.monitor(), plan.epochs(), plan.patience(), plan.learningRate(), plan
			.batchSize(), seed, plan.options());
	}
}
