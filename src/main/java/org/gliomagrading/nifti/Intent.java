package org.gliomagrading.nifti;

/**
 * What the values of an image mean, as its header says.
 *
 * @param code a NIFTI_INTENT code; 0 for none, 1002 for labels
 * @param name any text
 * @param p1 first parameter, whose meaning depends on the code
 * @param p2 second parameter
 * @param p3 third parameter
 */
public record Intent(int code, String name, double p1, double p2, double p3) {
}
