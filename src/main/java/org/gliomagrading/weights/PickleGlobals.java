package org.gliomagrading.weights;

import java.util.List;

/** What a pickle may ask for by name. */
interface PickleGlobals {

	/** A function that a pickle may call. */
	interface Function {

		/**
		 * @param arguments its arguments
		 * @return its result
		 * @throws RefusedException if they make no sense
		 */
		Object call(List<?> arguments) throws RefusedException;
	}

	/** An object that a pickle may give a state after making it. */
	interface Stateful {

		/**
		 * @param state what the pickle has for it
		 * @throws RefusedException if it makes no sense
		 */
		void set(Object state) throws RefusedException;
	}

	/**
	 * @param name module and name, with a dot between them
	 * @return a {@link Function} or any other object of ours
	 * @throws RefusedException if it is not one of those that are needed
	 */
	Object find(String name) throws RefusedException;

	/**
	 * @param id what a pickle names an object beside it by
	 * @return the object
	 * @throws RefusedException if there is none
	 */
	Object persistent(Object id) throws RefusedException;
}
