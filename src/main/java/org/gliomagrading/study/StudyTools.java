package org.gliomagrading.study;

import java.util.function.Consumer;

import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.training.CacheLimits;

import ai.djl.Device;

/**
 * What the runs of a study need.
 *
 * @param opener opens the patients' volumes
 * @param backbones where backbones are found
 * @param fusion where fusion strategies are found
 * @param device where networks run
 * @param cache how many of the slices that a model is trained on may be kept
 * @param log is told what happens
 * @param warnings is told what is wrong
 */
public record StudyTools(PatientOpener opener, BackboneService backbones, FusionService fusion, Device device,
	CacheLimits cache, Consumer<String> log, Consumer<String> warnings)
{

	/** @return this program's version; empty if it is not known */
	String version() {
		return PyTorch.versions().getOrDefault("gliomaGrading", "");
	}
}
