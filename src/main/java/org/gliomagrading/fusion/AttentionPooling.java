package org.gliomagrading.fusion;

import java.util.Arrays;
import java.util.Random;

/**
 * Attention-based pooling of a patient's slices (Ilse, Tomczak and Welling 2018, equations 7 to 9): slice k with the
 * features h_k weighs a_k, the softmax over the slices of w . tanh(V h_k + v), or w . (tanh(V h_k + v) * sigmoid(U h_k + u))
 * if gated; P(HGG) is the sigmoid of c . sum_k a_k h_k + b. Learned patient by patient with Adam, as the authors'
 * program does. Numbers are 64-bit.
 */
final class AttentionPooling {

	private static final double BETA_1 = 0.9;
	private static final double BETA_2 = 0.999;
	private static final double EPSILON = 1e-8;

	private final int features;
	private final int hidden;
	private final boolean gated;

	/** V (a row for each feature, so that inner loops run over neighbours), v, U and u if gated, w, c, b. */
	private final double[] parameters;
	private final double[] gradient;
	private final double[] first;
	private final double[] second;
	private int steps;

	/** What a forward pass leaves for the backward one: per slice what stands in the formula above. */
	private record Pass(double[][] tanh, double[][] gate, double[] weights, double[] scores, double p) {
	}

	/**
	 * @param features number of features of a slice
	 * @param hidden rows of V
	 * @param gated whether there is a gate
	 * @param parameters V, v, U and u if gated, w, c, b, in this order; V and U with a row for each feature
	 */
	AttentionPooling(int features, int hidden, boolean gated, double[] parameters) {
		this.features = features;
		this.hidden = hidden;
		this.gated = gated;
		this.parameters = parameters.clone();
		if (parameters.length != weights() + hidden + features + 1) throw new IllegalArgumentException(parameters.length +
			" parameters");
		gradient = new double[parameters.length];
		first = new double[parameters.length];
		second = new double[parameters.length];
	}

	/** Parameters drawn as PyTorch's linear layers draw them: uniform, up to one through the root of a layer's inputs. */
	static AttentionPooling draw(int features, int hidden, boolean gated, Random random) {
		int layers = (gated ? 2 : 1) * (features * hidden + hidden);
		double[] drawn = new double[layers + hidden + features + 1];
		for (int i = 0; i < drawn.length; i++)
			drawn[i] = (2 * random.nextDouble() - 1) / Math.sqrt(i >= layers && i < layers + hidden ? hidden : features);
		return new AttentionPooling(features, hidden, gated, drawn);
	}

	/** Where w begins. */
	private int weights() {
		return (gated ? 2 : 1) * (features * hidden + hidden);
	}

	/** @return P(HGG) of a patient: of each slice its features */
	double p(double[][] slices) {
		return forward(slices).p;
	}

	/** @return how much each slice of a patient weighs; they add up to 1 */
	double[] attention(double[][] slices) {
		return forward(slices).weights;
	}

	double[] parameters() {
		return parameters.clone();
	}

	private Pass forward(double[][] slices) {
		int n = slices.length;
		int w = weights();
		int c = w + hidden;
		Pass pass = new Pass(new double[n][], new double[n][], new double[n], new double[n], 0);
		for (int k = 0; k < n; k++) {
			pass.tanh[k] = layer(slices[k], 0);
			pass.gate[k] = gated ? layer(slices[k], features * hidden + hidden) : new double[hidden];
			for (int l = 0; l < hidden; l++) {
				pass.tanh[k][l] = Math.tanh(pass.tanh[k][l]);
				pass.gate[k][l] = gated ? sigmoid(pass.gate[k][l]) : 1;
				pass.weights[k] += parameters[w + l] * pass.tanh[k][l] * pass.gate[k][l];
			}
			for (int i = 0; i < features; i++)
				pass.scores[k] += parameters[c + i] * slices[k][i];
		}
		softmax(pass.weights);
		double logit = parameters[c + features];
		for (int k = 0; k < n; k++)
			logit += pass.weights[k] * pass.scores[k];
		return new Pass(pass.tanh, pass.gate, pass.weights, pass.scores, sigmoid(logit));
	}

	private double[] layer(double[] slice, int at) {
		double[] sums = Arrays.copyOfRange(parameters, at + features * hidden, at + features * hidden + hidden);
		for (int i = 0; i < features; i++) {
			double value = slice[i];
			int row = at + i * hidden;
			for (int l = 0; l < hidden; l++)
				sums[l] += value * parameters[row + l];
		}
		return sums;
	}

	private static void softmax(double[] values) {
		double max = Arrays.stream(values).max().orElseThrow();
		double sum = 0;
		for (int k = 0; k < values.length; k++)
			sum += values[k] = Math.exp(values[k] - max);
		for (int k = 0; k < values.length; k++)
			values[k] /= sum;
	}

	private static double sigmoid(double x) {
		return 1 / (1 + Math.exp(-x));
	}

	/**
	 * A step of Adam on the binary cross-entropy of one patient.
	 *
	 * @param slices of each slice its features
	 * @param high whether the patient is HGG
	 * @param rate the step size
	 * @param decay weight decay, added to the gradient as in PyTorch's Adam
	 */
	void learn(double[][] slices, boolean high, double rate, double decay) {
		backward(slices, forward(slices), high);
		steps++;
		double size = rate / (1 - Math.pow(BETA_1, steps));
		double root = Math.sqrt(1 - Math.pow(BETA_2, steps));
		for (int i = 0; i < parameters.length; i++) {
			double g = gradient[i] + decay * parameters[i];
			first[i] = BETA_1 * first[i] + (1 - BETA_1) * g;
			second[i] = BETA_2 * second[i] + (1 - BETA_2) * g * g;
			parameters[i] -= size * first[i] / (Math.sqrt(second[i]) / root + EPSILON);
		}
	}

	private void backward(double[][] slices, Pass pass, boolean high) {
		Arrays.fill(gradient, 0);
		int w = weights();
		int c = w + hidden;
		double error = pass.p - (high ? 1 : 0);
		double mean = 0;
		for (int k = 0; k < slices.length; k++)
			mean += pass.weights[k] * pass.scores[k];
		gradient[c + features] = error;
		for (int k = 0; k < slices.length; k++) {
			double weight = pass.weights[k];
			for (int i = 0; i < features; i++)
				gradient[c + i] += error * weight * slices[k][i];
			double energy = error * weight * (pass.scores[k] - mean);
			double[] tanh = new double[hidden];
			double[] gate = new double[hidden];
			for (int l = 0; l < hidden; l++) {
				double t = pass.tanh[k][l];
				double g = pass.gate[k][l];
				gradient[w + l] += energy * t * g;
				tanh[l] = energy * parameters[w + l] * g * (1 - t * t);
				gate[l] = energy * parameters[w + l] * t * g * (1 - g);
			}
			layerGradient(slices[k], tanh, 0);
			if (gated) layerGradient(slices[k], gate, features * hidden + hidden);
		}
	}

	private void layerGradient(double[] slice, double[] errors, int at) {
		for (int i = 0; i < features; i++) {
			double value = slice[i];
			int row = at + i * hidden;
			for (int l = 0; l < hidden; l++)
				gradient[row + l] += value * errors[l];
		}
		int bias = at + features * hidden;
		for (int l = 0; l < hidden; l++)
			gradient[bias + l] += errors[l];
	}
}
