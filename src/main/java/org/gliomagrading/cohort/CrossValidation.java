package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.gliomagrading.io.InputException;

/**
 * Splits a cohort as often as there are folds, so that each patient is tested once. What is no test is split further into
 * validation and train. By patient, each fold has each grade's share, rounded up or down; by centre it comes as near to
 * it as whole centres allow.
 */
public final class CrossValidation implements SplitRule {

	private final int folds;
	private final boolean byCentre;
	private final long seed;
	private final SplitRule rest;

	/**
	 * @param folds the number of folds, at least 2
	 * @param validation share of the patients not tested that go to the validation subset
	 * @param byCentre whether no centre may be in two subsets
	 * @param seed seed of the draws
	 * @throws InputException if there are fewer than 2 folds
	 */
	public CrossValidation(int folds, Share validation, boolean byCentre, long seed) throws InputException {
		if (folds < 2) throw new InputException("folds is " + folds + "; give 2 or more, or 0 for one split");
		this.folds = folds;
		this.byCentre = byCentre;
		this.seed = seed;
		rest = byCentre ? new CentreSplitter(Share.NONE, validation, seed) : new Splitter(Share.NONE, validation, seed);
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws InputException if there are fewer patients, or centres, than folds, or what a fold leaves cannot be split
	 */
	@Override
	public List<PlannedSplit> splits(Cohort cohort) throws InputException {
		List<Patient> patients = Splitter.splittable(cohort);
		List<PlannedSplit> splits = new ArrayList<>();
		for (List<Patient> tested : byCentre ? centreFolds(patients) : patientFolds(patients)) {
			Set<Patient> test = new HashSet<>(tested);
			PlannedSplit planned = rest.splits(new Cohort(patients.stream().filter(patient -> !test.contains(patient))
				.toList())).get(0);
			Map<Subset, Map<Grade, Double>> wanted = new EnumMap<>(planned.wanted());
			wanted.put(Subset.TEST, share(patients));
			splits.add(new PlannedSplit(new Split(Stream.concat(tested.stream().map(patient -> Split.Assignment.of(patient,
				Subset.TEST)), planned.split().assignments().stream()).toList()), wanted));
		}
		return splits;
	}

	/** The patients of both grades are dealt out in one go, so that the folds' sizes differ by one patient at most, too. */
	private List<List<Patient>> patientFolds(List<Patient> patients) throws InputException {
		checkNumber(patients.size(), "patients");
		List<List<Patient>> tested = new ArrayList<>();
		for (int fold = 0; fold < folds; fold++)
			tested.add(new ArrayList<>());
		int next = 0;
		for (List<Patient> ofGrade : Splitter.shuffled(patients, new Random(seed)).values())
			for (Patient patient : ofGrade)
				tested.get(next++ % folds).add(patient);
		return tested;
	}

	private List<List<Patient>> centreFolds(List<Patient> patients) throws InputException {
		CentreGroups groups = CentreGroups.of(patients);
		checkNumber(groups.groups().size(), "centres");
		Map<Grade, Double> share = share(patients);
		double[][] wanted = new double[folds][];
		Arrays.setAll(wanted, fold -> new double[] { share.get(Grade.HGG), share.get(Grade.LGG) });
		return groups.divide(wanted, new Random(seed));
	}

	private void checkNumber(int there, String what) throws InputException {
		if (there < folds) throw new InputException("folds is " + folds + ", but there are only " + there + " " + what +
			"; give fewer folds");
	}

	private Map<Grade, Double> share(List<Patient> patients) {
		Map<Grade, Double> share = new EnumMap<>(Grade.class);
		Quota.numbers(patients).forEach((grade, number) -> share.put(grade, (double) number / folds));
		return share;
	}
}
