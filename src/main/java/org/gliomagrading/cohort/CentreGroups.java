package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Patients that must stay together: those of a centre. A patient whose centre is unknown is a group of its own.
 *
 * @param groups the groups, in the order of their first patients
 */
record CentreGroups(List<List<Patient>> groups) {

	static CentreGroups of(List<Patient> patients) {
		record Key(String centre, String patient) {
		}
		Map<Key, List<Patient>> groups = new LinkedHashMap<>();
		for (Patient patient : patients)
			groups.computeIfAbsent(new Key(patient.centre(), patient.centre().isEmpty() ? patient.id() : ""),
				key -> new ArrayList<>()).add(patient);
		return new CentreGroups(List.copyOf(groups.values()));
	}

	/**
	 * @param wanted of each part the wanted number of HGG and of LGG patients
	 * @param random draws among assignments
	 * @return each part's patients
	 */
	List<List<Patient>> divide(double[][] wanted, Random random) {
		List<int[]> sizes = groups.stream().map(group -> {
			Map<Grade, Integer> numbers = Quota.numbers(group);
			return new int[] { numbers.get(Grade.HGG), numbers.get(Grade.LGG) };
		}).toList();
		int[] parts = new GroupPartition(sizes, wanted).assign(random);
		List<List<Patient>> divided = new ArrayList<>();
		for (int part = 0; part < wanted.length; part++) {
			List<Patient> patients = new ArrayList<>();
			for (int i = 0; i < parts.length; i++)
				if (parts[i] == part) patients.addAll(groups.get(i));
			divided.add(patients);
		}
		return divided;
	}
}
