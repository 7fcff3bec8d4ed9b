package org.gliomagrading.training;

import org.gliomagrading.io.InputException;
import org.scijava.service.SciJavaService;

/** Finds what a training is made of by the names in its annotations. */
public interface TrainingService extends SciJavaService {

	/**
	 * @param name a monitor's name
	 * @return the monitor
	 * @throws InputException if there is none of that name; the message lists the known ones
	 */
	Monitor monitor(String name) throws InputException;

	/**
	 * @param name a schedule's name
	 * @return the schedule
	 * @throws InputException if there is none of that name; the message lists the known ones
	 */
	LearningRateSchedule schedule(String name) throws InputException;
}
