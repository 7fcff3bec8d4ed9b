package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;

/** Who was found, who was left out and why, who was used for what. */
final class CohortSection {

	private CohortSection() {
		// only static methods
	}

	static Section of(Material material) {
		return new Section("cohort", "Patients", material.people().all().isEmpty() ? List.of(material.folder().leftOut(
			"Figure 2 (patients)", "cohort.csv")) : blocks(material));
	}

	private static List<Block> blocks(Material material) {
		Flow flow = new Flow(material.people(), material.watermark());
		List<Block> blocks = new ArrayList<>();
		if (material.folder().cohort().isEmpty()) blocks.add(new Block.LeftOut("Who was left out",
			"cohort.csv is not in the folder; the patients are those of the other tables"));
		blocks.add(new Figure("figure-2", "Figure 2", "Flow of the patients.", flow, flow.table()));
		blocks.add(subsets(flow));
		if (!material.people().leftOut().isEmpty()) blocks.add(leftOut(material.people().leftOut()));
		return blocks;
	}

	private static ReportTable subsets(Flow flow) {
		List<List<Cell>> rows = new ArrayList<>();
		for (String subset : flow.subsetNames())
			for (String grade : flow.grades()) {
				List<People.Person> people = flow.count(subset, grade);
				if (people.isEmpty()) continue;
				int slices = Flow.slices(people);
				rows.add(List.of(Cell.of(Flow.subsetName(subset)), Cell.of(Flow.gradeName(grade)), Cell.of(people
					.size()), slices == 0 ? Cell.of("") : Cell.of(slices)));
			}
		return new ReportTable("table-patients", "Patients and slices", "Patients and slices by subset and grade.", List.of(
			"Subset", "Grade", "Patients", "Slices"), rows);
	}

	private static ReportTable leftOut(List<People.Person> people) {
		return new ReportTable("table-left-out", "Left out", "The " + people.size() + " patients that were left out.", List.of(
			"Patient", "Grade", "Reason"), people.stream().map(person -> List.of(Cell.of(person.name()), Cell.of(person
				.grade()), Cell.of(person.reason()))).toList()).fold();
	}
}
