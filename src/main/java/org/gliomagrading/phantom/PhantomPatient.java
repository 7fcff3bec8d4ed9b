package org.gliomagrading.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.gliomagrading.cohort.Grade;

/**
 * A patient's row in a phantom cohort.
 *
 * @param number from 1
 * @param grade the grade
 * @param centre number of the centre, from 1
 * @param standing how malignant the tumour is among those of its grade, above 0 and below 1
 */
record PhantomPatient(int number, Grade grade, int centre, double standing) {

	/** The columns of BraTS 2020's {@code name_mapping.csv}. */
	static final List<String> COLUMNS = List.of("Grade", "BraTS_2017_subject_ID", "BraTS_2018_subject_ID",
		"TCGA_TCIA_subject_ID", "BraTS_2019_subject_ID", "BraTS_2020_subject_ID");

	private static final int GRADES = -1;
	private static final int CENTRE = -2;
	private static final int STANDING = -3;

	/** Multiples of the golden ratio, modulo 1, fill the unit interval evenly, however many they are. */
	private static final double GOLDEN_RATIO = 0.6180339887498949;

	/**
	 * @param plan the cohort
	 * @return its patients; the grades come in random order, the centres are drawn without regard to them
	 */
	static List<PhantomPatient> of(PhantomPlan plan) {
		Grade[] grades = new Grade[plan.high() + plan.low()];
		Arrays.fill(grades, 0, plan.high(), Grade.HGG);
		Arrays.fill(grades, plan.high(), grades.length, Grade.LGG);
		RandomSource order = RandomSource.of(plan.seed(), 0, GRADES);
		for (int i = grades.length - 1; i > 0; i--) {
			int other = order.below(i + 1);
			Grade swapped = grades[i];
			grades[i] = grades[other];
			grades[other] = swapped;
		}
		RandomSource offsets = RandomSource.of(plan.seed(), 0, STANDING);
		double[] standing = { offsets.uniform(), offsets.uniform() };
		List<PhantomPatient> patients = new ArrayList<>();
		for (int number = 1; number <= grades.length; number++) {
			int centre = 1 + RandomSource.of(plan.seed(), number, CENTRE).below(Scanner.CENTRES);
			int grade = grades[number - 1].ordinal();
			standing[grade] = (standing[grade] + GOLDEN_RATIO) % 1;
			patients.add(new PhantomPatient(number, grades[number - 1], centre, inside(standing[grade])));
		}
		return patients;
	}

	private static double inside(double standing) {
		return Math.max(0x1p-40, Math.min(1 - 0x1p-40, standing));
	}

	/** @return the name of the patient's folder */
	String id() {
		return String.format(Locale.ROOT, "Phantom_%03d", number);
	}

	/** @return the cells of the patient's row in {@code name_mapping.csv} */
	List<String> row() {
		return List.of(grade.name(), "NA", "NA", "NA", String.format(Locale.ROOT, "BraTS19_PHANTOM%02d_%s_1", centre,
			letters()), id());
	}

	/** Three letters, AAA for the first patient, as BraTS has them. */
	private String letters() {
		int rest = number - 1;
		char[] letters = new char[3];
		for (int i = 2; i >= 0; i--) {
			letters[i] = (char) ('A' + rest % 26);
			rest /= 26;
		}
		return new String(letters);
	}

	Phantom phantom(long seed) {
		return new Phantom(seed, this);
	}
}
