package org.gliomagrading.network;

import org.gliomagrading.io.InputException;
import org.scijava.service.SciJavaService;

/** Finds the backbones by the names in their annotations. */
public interface BackboneService extends SciJavaService {

	/**
	 * @param name a backbone's name
	 * @return the backbone
	 * @throws InputException if there is none of that name; the message lists the known ones
	 */
	Backbone backbone(String name) throws InputException;
}
