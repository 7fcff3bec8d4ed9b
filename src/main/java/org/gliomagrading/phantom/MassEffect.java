package org.gliomagrading.phantom;

/**
 * A tumour pushes what surrounds it outwards, most at its edge and not at all far away.
 *
 * @param centre the tumour's centre in mm
 * @param radius radius of the sphere as large as the tumour's core, in mm
 * @param strength 0 for none, below 0.5
 */
record MassEffect(double[] centre, double radius, double strength) {

	/**
	 * @param place a place in mm; receives where the tissue found there would lie without the tumour
	 */
	void pull(double[] place) {
		double x = place[0] - centre[0];
		double y = place[1] - centre[1];
		double z = place[2] - centre[2];
		double far = (x * x + y * y + z * z) / (4 * radius * radius);
		if (far > 9) return;
		double share = 1 - strength / ((1 + far) * (1 + far)) * (1 - far / 9);
		place[0] = centre[0] + share * x;
		place[1] = centre[1] + share * y;
		place[2] = centre[2] + share * z;
	}
}
