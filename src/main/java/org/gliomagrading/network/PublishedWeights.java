package org.gliomagrading.network;

import java.util.Optional;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.slice.Normalization;

/**
 * The weights that an architecture starts from in the study.
 *
 * @param address where they are published: the file itself, or a page that leads to it
 * @param file the file's name
 * @param checksum what the publisher prints of the file
 * @param licence the SPDX identifier of what they are published under
 * @param normalization what images of 0..1 became in the training of these weights
 */
public record PublishedWeights(String address, String file, Optional<Checksum> checksum, String licence,
	Normalization normalization)
{

	/** @return whether the address is the file's own, so that a program can fetch it */
	public boolean isDirect() {
		return address.endsWith("/" + file);
	}
}
