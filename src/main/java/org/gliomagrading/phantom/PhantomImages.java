package org.gliomagrading.phantom;

/** The voxels of one patient: an image for each {@link Contrast}, 0 outside the brain, and the tumour's labels. */
final class PhantomImages {

	private final short[][] images;
	private final short[] labels;

	PhantomImages(Grid grid) {
		images = new short[Contrast.values().length][grid.voxels()];
		labels = new short[grid.voxels()];
	}

	/** @return the image of the contrast with this ordinal; x runs fastest */
	short[] of(int contrast) {
		return images[contrast];
	}

	/** @return 0, or a label of the tumour */
	short[] labels() {
		return labels;
	}
}
