package org.gliomagrading.volume;

/** Where an axis of a volume leads in the patient. */
public enum Direction {
		/** To the patient's right. */
		R(0, 1),
		/** To the patient's left. */
		L(0, -1),
		/** To anterior. */
		A(1, 1),
		/** To posterior. */
		P(1, -1),
		/** To superior. */
		S(2, 1),
		/** To inferior. */
		I(2, -1);

	private final int worldAxis;
	private final int sign;

	Direction(int worldAxis, int sign) {
		this.worldAxis = worldAxis;
		this.sign = sign;
	}

	/**
	 * @return the axis in RAS+ world coordinates: 0 for x, 1 for y, 2 for z
	 */
	public int worldAxis() {
		return worldAxis;
	}

	/**
	 * @return 1 if the world coordinate grows in this direction, else -1
	 */
	public int sign() {
		return sign;
	}

	static Direction of(int worldAxis, double sign) {
		return values()[2 * worldAxis + (sign < 0 ? 1 : 0)];
	}
}
