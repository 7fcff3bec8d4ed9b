package org.gliomagrading.volume;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How axial slices are laid out as pictures, the first one lowest in the patient. */
public enum DisplayOrientation {
		/** As radiologists look at a patient, from the feet: the patient's right is on the left, anterior on top. */
		RADIOLOGICAL("radiological", Orientation.LPS),
		/** As neurologists do, from the head: the patient's right is on the right, anterior on top. */
		NEUROLOGICAL("neurological", new Orientation(List.of(Direction.R, Direction.P, Direction.S))),
		/** As the file has its axes, whichever way they lead; the first row is on top. */
		STORED("stored", null);

	private final String name;
	private final Orientation orientation;

	DisplayOrientation(String name, Orientation orientation) {
		this.name = name;
		this.orientation = orientation;
	}

	/**
	 * @param name what users call it
	 * @return the orientation of that name
	 */
	public static DisplayOrientation named(String name) {
		return Arrays.stream(values()).filter(value -> value.name.equals(name)).findFirst().orElseThrow();
	}

	/** Where columns, rows and slices lead; empty for wherever the file has them lead. */
	Optional<Orientation> orientation() {
		return Optional.ofNullable(orientation);
	}
}
