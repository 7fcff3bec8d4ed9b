package org.gliomagrading.phantom;

/**
 * A brain without a tumour: outline, cortex folded along the zero sheets of a random field, ventricles, deep grey matter,
 * cerebellum, brain stem and the sagittal sinus. Patients differ in size, in the width of their ventricles and in
 * every fold; the grade has no part in it.
 */
final class Anatomy {

	/** What a row of voxels consists of. */
	static final class Tissue {

		/** Distance from the brain's surface in mm; negative outside the brain. */
		final double[] depth;
		/** Share of cerebrospinal fluid, 0 to 1. */
		final double[] csf;
		/** Share of grey matter; what is left of 1 is white matter. */
		final double[] grey;
		/** Share of a large vein. */
		final double[] vein;

		Tissue(int length) {
			depth = new double[length];
			csf = new double[length];
			grey = new double[length];
			vein = new double[length];
		}
	}

	/** Cortical thickness in mm. */
	private static final double CORTEX = 3.5;

	/** Standard deviation in mm by which the brain is bent in each direction. */
	private static final double BEND = 2.2;

	/** Farther outside the unbent brain than this, in mm, there is no brain. */
	private static final double MARGIN = 12;

	private final double scale;
	private final double breadth;
	private final double ventricles;
	private final NoiseField bendX;
	private final NoiseField bendY;
	private final NoiseField bendZ;
	private final NoiseField folds;

	Anatomy(RandomSource random) {
		scale = random.gaussian(1, 0.03, 2);
		breadth = random.gaussian(1, 0.025, 2);
		ventricles = random.uniform(0.75, 1.45);
		bendX = new NoiseField(random, 27);
		bendY = new NoiseField(random, 27);
		bendZ = new NoiseField(random, 27);
		folds = new NoiseField(random, 6.5);
	}

	/** @return a place in the cerebrum, away from its surface and from the midline, where a tumour may grow; in mm */
	double[] site(RandomSource random) {
		while (true) {
			double x = random.uniform(-52, 52);
			double y = random.uniform(-68, 62);
			double z = random.uniform(-28, 50);
			if (Math.abs(x) > 12 && cerebrum(x, y, z) > 13) return new double[] { x * scale * breadth, y * scale, z * scale };
		}
	}

	/**
	 * @param row the places
	 * @param mass the tumour that pushes the brain aside
	 * @param edge width of the boundaries in mm
	 * @param out receives the tissue
	 * @return the part of the row outside which there is no brain; only there is {@code out} filled
	 */
	Row row(Row row, MassEffect mass, double edge, Tissue out) {
		Row brain = outline(row);
		if (brain.isEmpty()) return brain;
		int n = brain.to();
		double[] bx = new double[n];
		double[] by = new double[n];
		double[] bz = new double[n];
		double[] fold = new double[n];
		bendX.row(brain, bx);
		bendY.row(brain, by);
		bendZ.row(brain, bz);
		folds.row(brain, fold);
		double[] at = new double[3];
		for (int i = brain.from(); i < brain.to(); i++) {
			// The skull does not give way: the outline is not pushed, what lies inside is.
			at[0] = brain.x(i);
			at[1] = brain.y();
			at[2] = brain.z();
			double x = (at[0] + BEND * bx[i]) / (scale * breadth);
			double y = (at[1] + BEND * by[i]) / scale;
			double z = (at[2] + BEND * bz[i]) / scale;
			double cerebrum = cerebrum(x, y, z);
			double hindbrain = hindbrain(x, y, z);
			out.depth[i] = Math.max(cerebrum, hindbrain) + 0.35 * fold[i];
			if (out.depth[i] < 0) continue;
			mass.pull(at);
			x = (at[0] + BEND * bx[i]) / (scale * breadth);
			y = (at[1] + BEND * by[i]) / scale;
			z = (at[2] + BEND * bz[i]) / scale;
			tissue(x, y, z, fold[i], cerebrum, hindbrain, edge, i, out);
		}
		return brain;
	}

	/** @return the part of the row that may lie in the brain, however the outline is bent */
	private Row outline(Row row) {
		int from = row.to();
		int to = row.from();
		for (int i = row.from(); i < row.to(); i++) {
			double x = row.x(i) / (scale * breadth);
			double y = row.y() / scale;
			double z = row.z() / scale;
			if (Math.max(cerebrum(x, y, z), hindbrain(x, y, z)) < -MARGIN) continue;
			from = Math.min(from, i);
			to = i + 1;
		}
		return new Row(row.x0(), row.dx(), from, Math.max(from, to), row.y(), row.z());
	}

	private void tissue(double x, double y, double z, double fold, double cerebrum, double hindbrain, double edge, int i,
		Tissue out)
	{
		double ax = Math.abs(x);
		boolean hind = hindbrain > cerebrum;
		double sulcus = hind ? 2.6 * Math.abs(fold) + Math.max(0, hindbrain - 13) : 5.2 * Math.abs(fold) + Math.max(0,
			0.35 * (cerebrum - 16));
		if (!hind) {
			double fissure = ax + Math.max(0, 0.6 * (cerebrum - 24)) + Math.max(0, -z);
			double sylvian = Math.abs(z + 3 - 0.25 * y) + Math.max(0, 0.7 * (36 - ax)) + Math.max(0, Math.abs(y + 4) - 26);
			sulcus = Math.min(sulcus, Math.min(fissure, sylvian));
		}
		double surface = Math.min(Math.max(cerebrum, hindbrain), sulcus);
		double chamber = chamber(ax, y, z);
		double rim = hind ? 1.2 : CORTEX;
		double csf = Math.max(1 - step((surface - 0.55) / edge), step(chamber / edge));
		double nuclei = step(nuclei(ax, y, z) / edge);
		double grey = Math.max(1 - step((surface - rim) / edge), nuclei * 0.8);
		out.csf[i] = csf;
		out.grey[i] = (1 - csf) * grey;
		double sinus = Math.sqrt(x * x + 4) - 2 + Math.abs(cerebrum - 3.5);
		out.vein[i] = z > 5 && !hind ? 1 - step((sinus - 1.6) / edge) : 0;
	}

	private static double cerebrum(double x, double y, double z) {
		double u = x / (66 + 0.07 * y);
		double v = (y + 3) / 85;
		double w = (z - 6) / (z > 6 ? 62 : 46);
		double u2 = u * u;
		double v2 = v * v;
		double w2 = w * w;
		double round = Math.sqrt(u2 + v2 + w2);
		double boxy = Math.sqrt(Math.sqrt(u2 * u2 + v2 * v2 + w2 * w2));
		return (1 - 0.6 * round - 0.4 * boxy) * 62;
	}

	private static double hindbrain(double x, double y, double z) {
		return Math.max(cerebellum(x, y, z), stem(x, y, z));
	}

	private static double cerebellum(double x, double y, double z) {
		return (1 - norm(x / 50, (y - 46) / 32, (z + 46) / 25)) * 27;
	}

	private static double stem(double x, double y, double z) {
		return Math.min((1 - norm(x / 13, (y - 18 - 0.1 * (z + 40)) / 14, 0)) * 13, Math.min(z + 72, -12 - z));
	}

	/** Distance inside the ventricles in mm; negative outside. */
	private double chamber(double ax, double y, double z) {
		double width = 5.5 * ventricles;
		double body = (1 - norm((ax - 8 - 0.006 * (y + 8) * (y + 8)) / width, (y + 2) / 33, (z - 15 + 0.006 * y * y) / (8.5 *
			ventricles))) * width;
		double horn = (1 - norm((ax - 25) / (4.5 * ventricles), (y - 34) / 17, (z - 5) / (5.5 * ventricles))) * 5;
		double third = (1 - norm(ax / (2.2 * ventricles), (y - 2) / 13, z / 9)) * 2.2;
		double septum = ax - 0.7;
		return Math.max(Math.min(Math.max(body, horn), septum), third);
	}

	private static double nuclei(double ax, double y, double z) {
		double thalamus = (1 - norm((ax - 10) / 7.5, (y - 9) / 13, (z - 4) / 8)) * 8;
		double putamen = (1 - norm((ax - 25 - 0.004 * y * y) / 5.5, (y + 8) / 17, (z - 3) / 10)) * 6;
		double caudate = (1 - norm((ax - 15) / 4.5, (y + 22) / 11, (z - 11) / 10)) * 5;
		return Math.max(thalamus, Math.max(putamen, caudate));
	}

	private static double norm(double u, double v, double w) {
		return Math.sqrt(u * u + v * v + w * w);
	}

	/** From 0 to 1, smoothly, while the distance (in edge widths) goes from -0.5 to 0.5. */
	static double step(double distance) {
		double t = Math.max(0, Math.min(1, distance + 0.5));
		return t * t * (3 - 2 * t);
	}
}
