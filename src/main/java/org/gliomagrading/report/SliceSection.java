package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.report.Block.Paragraph;

/** How the slices were chosen: results hold only for tumours that somebody has outlined first. */
final class SliceSection {

	/** How slices are chosen where no table gives them. */
	static final String RULE = "the axial slices from the first to the last that hold any voxel of the segmentation";

	private static final String EXPERT = "In BraTS the segmentations are by experts, or corrected by them, also those of " +
		"validation and test patients. So the results hold for patients whose tumour somebody has found and outlined first; " +
		"where a program has to find the slices by itself, they may be worse.";

	private SliceSection() {
		// only static methods
	}

	static Section of(Material material) {
		List<Block> blocks = new ArrayList<>();
		blocks.add(new Paragraph(how(material)));
		if (material.readImages()) blocks.add(new Paragraph(EXPERT));
		int[] numbers = material.people().used().stream().mapToInt(People.Person::slices).filter(n -> n > 0).sorted()
			.toArray();
		if (numbers.length == 0) blocks.add(new Block.LeftOut("Numbers of slices", "no table in the folder gives them"));
		else blocks.add(new Paragraph(Flow.slices(material.people().used()) + " slices of " + numbers.length +
			" patients: " + numbers[0] + " to " + numbers[numbers.length - 1] + " a patient, median " + Rounded.plain(
				(numbers[(numbers.length - 1) / 2] + numbers[numbers.length / 2]) / 2.0) + "."));
		return new Section("slices", "How slices were chosen", blocks);
	}

	private static String how(Material material) {
		Settings settings = Settings.of(material.folder().settings());
		Optional<String> table = settings.get("slices");
		if (table.isPresent()) return "The slices of each patient were given by the table " + table.get() +
			"; who wrote it knows how it came about.";
		if (settings.isKnown()) return "Of each patient " + RULE + " were used, both ends included.";
		if (!material.readImages()) return "The folder does not record how the slices were chosen.";
		long segmented = material.people().used().stream().filter(People.Person::segmented).count();
		return "The folder does not record how the slices were chosen. Where no table of slices was given, they are " + RULE +
			", both ends included; cohort.csv names a segmentation for " + segmented + " of " + material.people().used().size() +
			" patients.";
	}
}
