package org.gliomagrading.phantom;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A tumour in a brain. Three scalar fields give its parts: the core lies where the first is low, oedema around it where
 * the second is (it spares cortex and fluid), and enhancement in the part of the core where the third is. The levels
 * are set so that each part has the volume that the traits ask for, whatever the shape and however near the skull.
 */
final class Tumour {

	/** The fields along a row; each is meaningful where {@code inside} holds. */
	static final class Fields {

		final boolean[] inside;
		final double[] core;
		final double[] oedema;
		final double[] patches;

		Fields(int length) {
			inside = new boolean[length];
			core = new double[length];
			oedema = new double[length];
			patches = new double[length];
		}
	}

	/** Nothing of the tumour lies farther from its centre, in mm along an axis. */
	static final double REACH = 72;

	/** Spacing of the points on which the volumes are measured, in mm. */
	private static final double STEP = 2.8;

	private final TumourTraits traits;
	private final double[] centre;
	private final double[][] shape;
	private final NoiseField outline;
	private final NoiseField fringe;
	private final NoiseField gate;
	private double coreLevel;
	private double oedemaLevel;
	private double enhancementLevel;

	/**
	 * @param traits what it is like
	 * @param anatomy the brain that it lies in
	 * @param random its site and shape
	 */
	Tumour(TumourTraits traits, Anatomy anatomy, RandomSource random) {
		this.traits = traits;
		centre = anatomy.site(random);
		shape = shape(random);
		outline = new NoiseField(random, 17);
		fringe = new NoiseField(random, 8);
		gate = new NoiseField(random, 8);
		setLevels(anatomy);
	}

	TumourTraits traits() {
		return traits;
	}

	double[] centre() {
		return centre.clone();
	}

	MassEffect mass() {
		return new MassEffect(centre, traits.coreRadius(), traits.push());
	}

	/** @return the part of a row that the tumour may touch */
	Row reach(Row row) {
		boolean near = Math.abs(row.y() - centre[1]) < REACH && Math.abs(row.z() - centre[2]) < REACH;
		return near ? row.within(centre[0] - REACH, centre[0] + REACH) : row.within(1, 0);
	}

	/** @return mm inside the core, about; negative outside it */
	double insideCore(Fields fields, int i) {
		return coreLevel - fields.core[i];
	}

	/** @return mm inside the whole tumour, about, for a place outside the core; negative beyond the oedema */
	double insideOedema(Fields fields, int i) {
		return oedemaLevel - fields.oedema[i];
	}

	/** @return mm inside the enhancing part, about, for a place inside the core; negative elsewhere */
	double insideEnhancement(Fields fields, int i) {
		return (enhancementLevel - enhancement(fields, i)) * coreLevel / (1.2 - traits.patchy());
	}

	/** From 0 at the core's edge to 1 at its centre, mixed with patches. */
	private double enhancement(Fields fields, int i) {
		double patchy = traits.patchy();
		return (1 - patchy) * (1 - fields.core[i] / coreLevel) + (0.05 + 0.3 * patchy) * fields.patches[i];
	}

	/**
	 * @param row the places, within {@link #reach}
	 * @param tissue what is there
	 * @param out receives the fields
	 */
	void row(Row row, Anatomy.Tissue tissue, Fields out) {
		double[] rough = new double[row.to()];
		double[] fine = new double[row.to()];
		outline.row(row, rough);
		fringe.row(row, fine);
		gate.row(row, out.patches);
		for (int i = row.from(); i < row.to(); i++) {
			out.inside[i] = tissue.depth[i] > 1.5;
			if (!out.inside[i]) continue;
			double x = row.x(i) - centre[0];
			double y = row.y() - centre[1];
			double z = row.z() - centre[2];
			double square = 0;
			for (double[] axis : shape) {
				double along = axis[0] * x + axis[1] * y + axis[2] * z;
				square += along * along;
			}
			double radius = Math.sqrt(square);
			double bumps = Math.max(-1.7, Math.min(1.7, rough[i] + 0.3 * fine[i]));
			double core = radius * (1 + traits.irregular() * bumps);
			out.core[i] = core;
			out.oedema[i] = core + 2 * fine[i] + 4 * tissue.grey[i] + 7 * tissue.csf[i];
		}
	}

	/** Finds the level of each field that encloses the volume that the traits ask for, on points of their own. */
	private void setLevels(Anatomy anatomy) {
		int n = (int) (2 * REACH / STEP);
		Anatomy.Tissue tissue = new Anatomy.Tissue(n);
		Fields fields = new Fields(n);
		Fields all = new Fields(n * n * n);
		int count = 0;
		for (int k = 0; k < n; k++) {
			for (int j = 0; j < n; j++) {
				Row row = new Row(centre[0] - REACH, STEP, 0, n, centre[1] - REACH + j * STEP, centre[2] - REACH + k * STEP);
				Row brain = anatomy.row(row, mass(), STEP, tissue);
				if (brain.isEmpty()) continue;
				row(brain, tissue, fields);
				for (int i = brain.from(); i < brain.to(); i++) {
					if (!fields.inside[i]) continue;
					all.core[count] = fields.core[i];
					all.oedema[count] = fields.oedema[i];
					all.patches[count++] = fields.patches[i];
				}
			}
		}
		double core = traits.volume() * traits.core();
		coreLevel = level(IntStream.range(0, count), i -> all.core[i], core);
		oedemaLevel = level(IntStream.range(0, count).filter(i -> insideCore(all, i) <= 0), i -> all.oedema[i], traits
			.volume() - core);
		enhancementLevel = traits.enhancing() == 0 ? Double.NEGATIVE_INFINITY : level(IntStream.range(0, count).filter(
			i -> insideCore(all, i) > 0), i -> enhancement(all, i), core * traits.enhancing());
	}

	/** @return the level below which the values enclose a volume */
	private static double level(IntStream places, IntToDoubleFunction value, double volume) {
		double[] sorted = places.mapToDouble(value).sorted().toArray();
		return sorted[Math.min(sorted.length - 1, (int) (volume / (STEP * STEP * STEP)))];
	}

	/** Axes of an ellipsoid of volume ratio 1, turned at random: the rows of a matrix. */
	private static double[][] shape(RandomSource random) {
		double[] q = { random.gaussian(), random.gaussian(), random.gaussian(), random.gaussian() };
		double length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
		double w = q[0] / length;
		double x = q[1] / length;
		double y = q[2] / length;
		double z = q[3] / length;
		double[][] matrix = { { 1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y) }, { 2 * (x * y + w * z), 1 -
			2 * (x * x + z * z), 2 * (y * z - w * x) }, { 2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y) } };
		double a = StrictMath.exp(random.gaussian(0, 0.15, 2));
		double b = StrictMath.exp(random.gaussian(0, 0.15, 2));
		double[] stretch = { a, b, 1 / (a * b) };
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++)
				matrix[i][j] *= stretch[i];
		return matrix;
	}
}
