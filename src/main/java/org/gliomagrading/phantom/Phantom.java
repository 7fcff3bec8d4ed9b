package org.gliomagrading.phantom;

/**
 * One synthetic patient: a brain with a tumour, and the scanner that sees it. All of it is drawn from the cohort's seed
 * and the patient's number, and is defined in millimetres; only {@link #render} knows of voxels.
 */
final class Phantom {

	/** Tumour labels as in BraTS. */
	static final short NECROSIS = 1;
	static final short OEDEMA = 2;
	static final short ENHANCING = 4;

	/** Purposes of random streams, so that a change in one leaves the others alone. */
	private static final int ANATOMY = 1;
	private static final int TRAITS = 2;
	private static final int SHAPE = 3;
	private static final int SCAN = 4;
	private static final int FIELDS = 5;
	private static final int NOISE = 6;

	private final long seed;
	private final int number;
	private final Anatomy anatomy;
	private final Tumour tumour;
	private final Scanner scanner;
	private final NoiseField texture;
	private final NoiseField[] bias;

	/**
	 * @param seed the cohort's seed
	 * @param patient the patient
	 */
	Phantom(long seed, PhantomPatient patient) {
		this.seed = seed;
		number = patient.number();
		anatomy = new Anatomy(stream(ANATOMY));
		tumour = new Tumour(TumourTraits.draw(patient.grade(), patient.standing(), stream(TRAITS)), anatomy, stream(SHAPE));
		scanner = Scanner.at(patient.centre(), stream(SCAN));
		RandomSource fields = stream(FIELDS);
		texture = new NoiseField(fields, 5.5);
		bias = new NoiseField[Contrast.values().length];
		for (int i = 0; i < bias.length; i++)
			bias[i] = new NoiseField(fields, 75);
	}

	Tumour tumour() {
		return tumour;
	}

	Scanner scanner() {
		return scanner;
	}

	/**
	 * @param grid the voxels
	 * @return the patient's images and segmentation on it
	 */
	PhantomImages render(Grid grid) {
		PhantomImages images = new PhantomImages(grid);
		RandomSource[] noise = new RandomSource[bias.length];
		for (int c = 0; c < noise.length; c++)
			noise[c] = stream(NOISE + c);
		Anatomy.Tissue tissue = new Anatomy.Tissue(grid.nx());
		Tumour.Fields fields = new Tumour.Fields(grid.nx());
		Signals signals = new Signals(grid, tumour, scanner);
		double[] grain = new double[grid.nx()];
		double[] shade = new double[grid.nx()];
		for (int k = 0; k < grid.nz(); k++) {
			for (int j = 0; j < grid.ny(); j++) {
				Row row = anatomy.row(grid.row(j, k), tumour.mass(), grid.edge(), tissue);
				if (row.isEmpty()) continue;
				Row near = tumour.reach(row);
				if (!near.isEmpty()) tumour.row(near, tissue, fields);
				texture.row(row, grain);
				signals.row(row, near, tissue, fields, grain);
				int start = grid.index(j, k);
				System.arraycopy(signals.labels(), row.from(), images.labels(), start + row.from(), row.to() - row.from());
				for (int c = 0; c < bias.length; c++) {
					bias[c].row(row, shade);
					scan(c, row, signals.of(c), shade, noise[c], grid, images.of(c), start);
				}
			}
		}
		return images;
	}

	/** Turns a row of signals into numbers: bias field, gain, Rician noise. */
	private void scan(int c, Row row, double[] signal, double[] shade, RandomSource noise, Grid grid, short[] out,
		int start)
	{
		double deviation = scanner.noise()[c] * Contrast.values()[c].white * grid.noise();
		for (int i = row.from(); i < row.to(); i++) {
			if (signal[i] < 0) continue;
			double real = signal[i] * (1 + scanner.bias()[c] * shade[i]) + deviation * noise.gaussian();
			double imaginary = deviation * noise.gaussian();
			double magnitude = scanner.gain()[c] * Math.sqrt(real * real + imaginary * imaginary);
			// 0 stands for what was stripped; a voxel of the brain is never 0.
			out[start + i] = (short) Math.max(1, Math.min(Short.MAX_VALUE, Math.round(magnitude)));
		}
	}

	private RandomSource stream(int purpose) {
		return RandomSource.of(seed, number, purpose);
	}
}
