package org.gliomagrading.training;

import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.PyTorch;

/**
 * Writes down what a trained model is.
 *
 * @param data where the patients came from
 * @param start what it started from
 * @param plan how it was trained
 * @param train whom it learned from
 * @param validation who decided when to stop
 * @param synthetic whether any of them is a phantom
 */
record ModelDescriber(TrainingData data, StartingNetwork start, TrainingPlan plan, ModelDescription.Patients train,
	ModelDescription.Patients validation, boolean synthetic)
{

	private static final String NOTICE = "Research software, not a medical device.";
	private static final String SYNTHETIC = " Trained on synthetic phantoms: it says nothing about real patients.";

	/**
	 * @param history the training
	 * @return the description, but for the checksum of the weights
	 */
	ModelDescription describe(History history) {
		String name = start.architecture().name();
		return new ModelDescription(name, name, start.variant().word(), start.inputSize(), start.model().map(
			ModelDescription::preprocessing).orElse(ModelDescription.STUDY_PREPROCESSING), start.model().map(
				ModelDescription::normalization).orElse(null), GradingModel.CHANNELS, true, "", null, training(history), NOTICE +
					(synthetic ? SYNTHETIC : ""));
	}

	private ModelDescription.Training training(History history) {
		ModelDescription.StartModel model = start.model().map(each -> new ModelDescription.StartModel(each.weightsSha256(), each
			.imported(), each.training())).orElse(null);
		return new ModelDescription.Training(data.source(), start.origin(), model, plan.seed(), history.epochs().size(), history
			.best(), plan.patience(), plan.monitor().name(), plan.trainable(), plan.learningRate(), plan.batchSize(), options(),
			synthetic, train, validation, PyTorch.versions());
	}

	private ModelDescription.Options options() {
		TrainingOptions options = plan.options();
		return options.isNone() ? null : new ModelDescription.Options(options.classWeights(), options.flips(), options.rotation(),
			options.schedule().name(), options.gradientClipping(), options.weightDecay());
	}
}
