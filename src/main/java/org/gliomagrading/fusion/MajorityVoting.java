package org.gliomagrading.fusion;

import java.util.Arrays;

import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.scijava.plugin.Plugin;

/** Each slice has one vote: the result is the share of slices that are called HGG, p &gt;= 0.5. */
@Plugin(type = FusionStrategy.class, name = PatientPrediction.MAJORITY)
public class MajorityVoting implements FusionStrategy {

	@Override
	public double fuse(double[] pHgg) {
		return (double) Arrays.stream(pHgg).filter(p -> p >= SlicePrediction.THRESHOLD).count() / pHgg.length;
	}
}
