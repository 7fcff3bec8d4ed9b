package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.gliomagrading.io.InputException;

/**
 * Splits a cohort by centre: no centre is in two subsets. The numbers wanted are those of {@link Splitter}; whole centres
 * come as near to them as {@link GroupPartition} finds. The same patients and seed give the same split everywhere.
 */
public final class CentreSplitter implements SplitRule {

	private final Share test;
	private final Share validation;
	private final long seed;

	/**
	 * @param test share of all patients that go to the test subset
	 * @param validation share of the patients left that go to the validation subset
	 * @param seed seed of the draws
	 */
	public CentreSplitter(Share test, Share validation, long seed) {
		this.test = test;
		this.validation = validation;
		this.seed = seed;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws InputException if there are no such patients, fewer than the shares ask for, none left to train on, or fewer
	 *           centres than subsets
	 */
	@Override
	public List<PlannedSplit> splits(Cohort cohort) throws InputException {
		List<Patient> patients = Splitter.splittable(cohort);
		Quota quota = Quota.of(patients, test, validation);
		if (quota.of(Subset.TRAIN) == 0) throw new InputException(
			"No patient is left to train on; make test and validation smaller, or add patients");
		List<Subset> subsets = List.of(Subset.values()).stream().filter(subset -> quota.of(subset) > 0).toList();
		CentreGroups groups = CentreGroups.of(patients);
		if (groups.groups().size() < subsets.size()) throw new InputException("The patients come from " + groups.groups()
			.size() + " centres, too few for " + subsets.size() +
			" subsets without a centre in two; split without group=centre, or add patients of other centres");
		double[][] wanted = subsets.stream().map(subset -> new double[] { quota.of(subset, Grade.HGG), quota.of(subset,
			Grade.LGG) }).toArray(double[][]::new);
		List<List<Patient>> divided = groups.divide(wanted, new Random(seed));
		List<Split.Assignment> assignments = new ArrayList<>();
		for (int i = 0; i < subsets.size(); i++)
			for (Patient patient : divided.get(i))
				assignments.add(Split.Assignment.of(patient, subsets.get(i)));
		return List.of(new PlannedSplit(new Split(assignments), quota.numbers()));
	}
}
