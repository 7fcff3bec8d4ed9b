package org.gliomagrading.phantom;

import java.util.Arrays;

/** Mixes the signal of each voxel of a row from the tissues in it, before any scanner's shading and noise. */
final class Signals {

	/** Relative standard deviation of healthy tissue's signal. */
	private static final double GRAIN = 0.015;

	private static final Contrast[] CONTRASTS = Contrast.values();

	private final Tumour tumour;
	private final double edge;
	private final double[] contrast;
	private final double[][] signals;
	private final short[] labels;

	Signals(Grid grid, Tumour tumour, Scanner scanner) {
		this.tumour = tumour;
		edge = grid.edge();
		contrast = scanner.contrast();
		signals = new double[Contrast.values().length][grid.nx()];
		labels = new short[grid.nx()];
	}

	/** @return the last row's signals in one contrast, along the part that was meant; -1 outside the brain */
	double[] of(int c) {
		return signals[c];
	}

	/** @return the last row's labels, along the part that was meant */
	short[] labels() {
		return labels;
	}

	/**
	 * @param row the places
	 * @param near the part of them that the tumour may touch
	 * @param tissue what is there without the tumour
	 * @param fields the tumour's fields along {@code near}
	 * @param grain a random field for texture
	 */
	void row(Row row, Row near, Anatomy.Tissue tissue, Tumour.Fields fields, double[] grain) {
		Arrays.fill(labels, row.from(), row.to(), (short) 0);
		for (int i = row.from(); i < row.to(); i++) {
			boolean brain = tissue.depth[i] >= 0;
			boolean touched = brain && i >= near.from() && i < near.to() && fields.inside[i];
			double core = 0;
			double oedema = 0;
			double enhancing = 0;
			if (touched) {
				double inCore = tumour.insideCore(fields, i);
				double inOedema = tumour.insideOedema(fields, i);
				double inEnhancement = tumour.insideEnhancement(fields, i);
				core = Anatomy.step(inCore / (edge + 0.6));
				oedema = Anatomy.step(inOedema / (edge + 3)) * (1 - tissue.csf[i]);
				enhancing = Anatomy.step(inEnhancement / edge);
				labels[i] = inCore > 0 ? inEnhancement > 0 ? Phantom.ENHANCING : Phantom.NECROSIS : inOedema > 0
					? Phantom.OEDEMA : 0;
			}
			for (Contrast c : CONTRASTS)
				signals[c.ordinal()][i] = brain ? mix(c, i, tissue, core, oedema, enhancing, grain[i]) : -1;
		}
	}

	private double mix(Contrast c, int i, Anatomy.Tissue tissue, double core, double oedema, double enhancing,
		double grain)
	{
		TumourTraits traits = tumour.traits();
		double csf = tissue.csf[i];
		double grey = tissue.grey[i];
		double healthy = csf * c.csf + grey * c.grey + (1 - csf - grey) * c.white;
		healthy = (healthy + tissue.vein[i] * (c.vein - healthy)) * (1 + GRAIN * grain);
		if (core == 0 && oedema == 0) return spread(c, healthy);
		double rough = 1 + traits.texture() * Math.max(-2, Math.min(2, grain));
		double swollen = healthy + 0.85 * oedema * (c.oedema * (1 + 0.5 * (rough - 1)) - healthy);
		double solid = c == Contrast.FLAIR ? c.solid - 0.35 * traits.mismatch() : c.solid;
		double inner = (solid + traits.necrotic() * (c.necrosis - solid)) * rough;
		double outer = c.enhancing(traits.brightness()) * (1 + 0.5 * (rough - 1));
		double tumourSignal = inner + enhancing * (outer - inner);
		return spread(c, swollen + core * (tumourSignal - swollen));
	}

	/** Applies the scanner's contrast. */
	private double spread(Contrast c, double signal) {
		return Math.max(0, c.white + contrast[c.ordinal()] * (signal - c.white));
	}
}
