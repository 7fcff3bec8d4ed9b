package org.gliomagrading.fusion;

import java.util.List;

/**
 * Makes features comparable: each minus its mean, through its standard deviation, both over some patients' slices.
 *
 * @param mean the mean of each feature
 * @param deviation its standard deviation; 1 where it does not vary
 */
record Standardisation(double[] mean, double[] deviation) {

	/** @return that of some patients, of each of whose slices the features are given */
	static Standardisation of(List<float[][]> patients) {
		int features = patients.get(0)[0].length;
		double[] mean = new double[features];
		double[] deviation = new double[features];
		long slices = patients.stream().mapToLong(patient -> patient.length).sum();
		for (float[][] patient : patients)
			for (float[] slice : patient)
				for (int i = 0; i < features; i++)
					mean[i] += slice[i] / slices;
		for (float[][] patient : patients)
			for (float[] slice : patient)
				for (int i = 0; i < features; i++)
					deviation[i] += (slice[i] - mean[i]) * (slice[i] - mean[i]) / slices;
		for (int i = 0; i < features; i++)
			deviation[i] = deviation[i] > 0 ? Math.sqrt(deviation[i]) : 1;
		return new Standardisation(mean, deviation);
	}

	/** @return the features of a patient's slices, standardised */
	double[][] apply(float[][] patient) {
		double[][] scaled = new double[patient.length][mean.length];
		for (int k = 0; k < patient.length; k++)
			for (int i = 0; i < mean.length; i++)
				scaled[k][i] = (patient[k][i] - mean[i]) / deviation[i];
		return scaled;
	}
}
