package org.gliomagrading.published;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.gliomagrading.published.Finding.Verdict;
import org.gliomagrading.published.Statement.Quantity;

/** Do stated numbers of patients add up, and which share of them is a test set? */
final class StatedPatients {

	private final Map<Quantity, Integer> numbers = new EnumMap<>(Quantity.class);

	StatedPatients(List<Statement> statements) {
		statements.stream().filter(s -> s.quantity().ofPatients()).forEach(s -> numbers.put(s.quantity(), s.value().value()
			.intValueExact()));
	}

	/** @return the number that is stated; empty if none is */
	OptionalInt of(Quantity quantity) {
		return numbers.containsKey(quantity) ? OptionalInt.of(numbers.get(quantity)) : OptionalInt.empty();
	}

	/** @return the stated HGG and LGG of all patients; empty where one of them is not stated, or there is nobody */
	Optional<TestSet> cohort() {
		if (!numbers.containsKey(Quantity.HGG) || !numbers.containsKey(Quantity.LGG)) return Optional.empty();
		return Optional.of(new TestSet(numbers.get(Quantity.HGG), numbers.get(Quantity.LGG))).filter(set -> set.n() > 0);
	}

	List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		add(findings, Quantity.HGG, Quantity.LGG);
		add(findings, Quantity.TRAIN, Quantity.VALIDATION, Quantity.TEST);
		return findings;
	}

	private void add(List<Finding> findings, Quantity... parts) {
		if (!numbers.containsKey(Quantity.PATIENTS) || !numbers.keySet().containsAll(List.of(parts))) return;
		long sum = Arrays.stream(parts).mapToLong(numbers::get).sum();
		int all = numbers.get(Quantity.PATIENTS);
		String names = String.join(" + ", Arrays.stream(parts).map(Quantity::word).toList());
		findings.add(new Finding("cohort", names, String.valueOf(all), String.valueOf(sum), Verdict.of(sum == all), names +
			" are " + sum + " patients; stated are " + all));
	}

	/**
	 * @param set a test set
	 * @return which whole percentage of all patients it is, and whether its grades are in proportion; empty where the cohort
	 *         is not stated
	 */
	Optional<Finding> share(TestSet set) {
		return cohort().map(cohort -> {
			List<String> ways = new ArrayList<>();
			for (int percent = 1; percent < 100; percent++) {
				BigDecimal exact = BigDecimal.valueOf((long) percent * cohort.n()).movePointLeft(2);
				boolean down = exact.setScale(0, RoundingMode.FLOOR).intValueExact() == set.n();
				boolean up = exact.setScale(0, RoundingMode.CEILING).intValueExact() == set.n();
				if (down || up) ways.add(percent + "%" + (down && up ? "" : down ? " rounded down" : " rounded up"));
			}
			int inProportion = (int) Math.round((double) set.n() * cohort.hgg() / cohort.n());
			TestSet proportional = new TestSet(inProportion, set.n() - inProportion);
			String found = ways.isEmpty() ? "no whole percentage" : String.join(" or ", ways);
			return new Finding("split", set.toString(), "", found, Verdict.NONE, set.n() + " patients are " + found + " of the " +
				cohort.n() + " stated; in proportion to their grades that is " + proportional);
		});
	}
}
