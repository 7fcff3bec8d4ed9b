package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Puts whole groups of patients into parts so that the parts have, as nearly as possible, the wanted numbers of each
 * grade: the sum over parts and grades of ((number - wanted number) / number of that grade in all)^2 is made small; of
 * equal ones that is taken in which fewer parts lack a grade. No part stays empty.
 * <p>
 * The best assignment would take too long to prove for many groups. From many drawn starts groups are moved and exchanged
 * as long as that helps; the best end is taken. Groups with the same numbers are one kind, so that the time does not grow
 * with the number of patients who are groups of their own.
 * </p>
 */
final class GroupPartition {

	private static final int STARTS = 200;
	private static final double LEAST_GAIN = 1e-12;
	/** Of equally near assignments those are taken whose parts have both grades. */
	private static final double LACKING = 1e-11;

	private final double[][] wanted;
	private final double[] weights = new double[2];
	private final int[][] kinds;
	private final List<List<Integer>> members;
	private final int groups;

	/**
	 * @param groups of each group the number of HGG and of LGG patients
	 * @param wanted of each part the wanted number of HGG and of LGG patients
	 */
	GroupPartition(List<int[]> groups, double[][] wanted) {
		if (groups.size() < wanted.length) throw new IllegalArgumentException("Fewer groups than parts");
		this.wanted = wanted;
		this.groups = groups.size();
		Map<List<Integer>, List<Integer>> byNumbers = new LinkedHashMap<>();
		for (int i = 0; i < groups.size(); i++)
			byNumbers.computeIfAbsent(List.of(groups.get(i)[0], groups.get(i)[1]), key -> new ArrayList<>()).add(i);
		kinds = byNumbers.keySet().stream().map(key -> new int[] { key.get(0), key.get(1) }).toArray(int[][]::new);
		members = List.copyOf(byNumbers.values());
		for (int grade = 0; grade < 2; grade++) {
			int g = grade;
			double all = Math.max(1, groups.stream().mapToInt(group -> group[g]).sum());
			weights[grade] = 1 / (all * all);
		}
	}

	/**
	 * @param random draws the starts, and which of groups with the same numbers goes where
	 * @return of each group its part
	 */
	int[] assign(Random random) {
		State best = null;
		for (int start = 0; start < STARTS; start++) {
			State state = new State(random);
			while (state.improve()) {
				// until no step helps
			}
			if (best == null || state.total() < best.total() - LEAST_GAIN) best = state;
		}
		return best.parts(random);
	}

	/**
	 * @param parts of each group its part
	 * @return how far the parts are from what is wanted; 0 if they have it; 1e-11 more for each grade that a part lacks
	 */
	double distance(int[] parts) {
		int[][] sums = new int[wanted.length][2];
		for (int kind = 0; kind < kinds.length; kind++)
			for (int group : members.get(kind))
				for (int grade = 0; grade < 2; grade++)
					sums[parts[group]][grade] += kinds[kind][grade];
		double cost = 0;
		for (int part = 0; part < wanted.length; part++)
			cost += distance(part, sums[part][0], sums[part][1]);
		return cost;
	}

	private double distance(int part, int high, int low) {
		double h = high - wanted[part][0];
		double l = low - wanted[part][1];
		int lacking = (high == 0 && wanted[part][0] > 0 ? 1 : 0) + (low == 0 && wanted[part][1] > 0 ? 1 : 0);
		return weights[0] * h * h + weights[1] * l * l + LACKING * lacking;
	}

	/** How many groups of each kind are in which part. */
	private final class State {

		private final int[][] count = new int[kinds.length][wanted.length];
		private final int[] size = new int[wanted.length];
		private final int[][] sums = new int[wanted.length][2];

		/** Each part gets a drawn group; the others go, in a drawn order, where they do the most good. */
		State(Random random) {
			List<Integer> order = new ArrayList<>(groups);
			for (int kind = 0; kind < kinds.length; kind++)
				order.addAll(Collections.nCopies(members.get(kind).size(), kind));
			Collections.shuffle(order, random);
			for (int i = 0; i < order.size(); i++) {
				int kind = order.get(i);
				int best = i < wanted.length ? i : 0;
				for (int part = 1; i >= wanted.length && part < wanted.length; part++)
					if (gain(-1, part, kind) < gain(-1, best, kind)) best = part;
				put(kind, best, 1);
			}
		}

		private void put(int kind, int part, int number) {
			count[kind][part] += number;
			size[part] += number;
			for (int grade = 0; grade < 2; grade++)
				sums[part][grade] += number * kinds[kind][grade];
		}

		/** @return by what the cost changes if a part gets a group of one kind and loses one of another, -1 for none */
		private double gain(int lost, int part, int got) {
			int high = sums[part][0] + (got < 0 ? 0 : kinds[got][0]) - (lost < 0 ? 0 : kinds[lost][0]);
			int low = sums[part][1] + (got < 0 ? 0 : kinds[got][1]) - (lost < 0 ? 0 : kinds[lost][1]);
			return distance(part, high, low) - distance(part, sums[part][0], sums[part][1]);
		}

		/** Makes the best of all moves of one group and exchanges of two, if it helps. */
		boolean improve() {
			double best = -LEAST_GAIN;
			int[] step = null;
			for (int from = 0; from < wanted.length; from++)
				for (int to = 0; to < wanted.length; to++)
					for (int kind = 0; from != to && kind < kinds.length; kind++) {
						if (count[kind][from] == 0) continue;
						// another kind comes back, or none
						for (int back = size[from] > 1 ? -1 : 0; back < kinds.length; back++) {
							if (back >= 0 && (back == kind || from > to || count[back][to] == 0)) continue;
							double gain = gain(kind, from, back) + gain(back, to, kind);
							if (gain >= best) continue;
							best = gain;
							step = new int[] { kind, from, back, to };
						}
					}
			if (step == null) return false;
			put(step[0], step[1], -1);
			put(step[0], step[3], 1);
			if (step[2] >= 0) {
				put(step[2], step[3], -1);
				put(step[2], step[1], 1);
			}
			return true;
		}

		double total() {
			double cost = 0;
			for (int part = 0; part < wanted.length; part++)
				cost += distance(part, sums[part][0], sums[part][1]);
			return cost;
		}

		int[] parts(Random random) {
			int[] parts = new int[groups];
			for (int kind = 0; kind < kinds.length; kind++) {
				List<Integer> order = new ArrayList<>(members.get(kind));
				Collections.shuffle(order, random);
				int next = 0;
				for (int part = 0; part < wanted.length; part++) {
					for (int group : order.subList(next, next + count[kind][part]))
						parts[group] = part;
					next += count[kind][part];
				}
			}
			return parts;
		}
	}
}
