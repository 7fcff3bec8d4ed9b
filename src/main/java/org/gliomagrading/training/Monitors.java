package org.gliomagrading.training;

import org.scijava.plugin.Plugin;

/** The monitors that come with this program. */
public final class Monitors {

	private Monitors() {
		// only holds classes
	}

	/** F1 of the slices, called at 0.5: the study's. */
	@Plugin(type = Monitor.class, name = "slice-f1")
	public static final class SliceF1 implements Monitor {

		@Override
		public double score(Validation validation) {
			return validation.f1();
		}
	}

	/** F1 of the patients by soft voting, called at 0.5. */
	@Plugin(type = Monitor.class, name = "patient-f1")
	public static final class PatientF1 implements Monitor {

		@Override
		public double score(Validation validation) {
			return validation.patients().f1();
		}
	}

	/** Area under the ROC curve of the slices. */
	@Plugin(type = Monitor.class, name = "slice-auc")
	public static final class SliceAuc implements Monitor {

		@Override
		public double score(Validation validation) {
			return validation.auc();
		}
	}

	/** Area under the ROC curve of the patients by soft voting. */
	@Plugin(type = Monitor.class, name = "patient-auc")
	public static final class PatientAuc implements Monitor {

		@Override
		public double score(Validation validation) {
			return validation.patients().auc();
		}
	}

	/** The validation loss: its negative, since the lower is the better. */
	@Plugin(type = Monitor.class, name = "loss")
	public static final class Loss implements Monitor {

		@Override
		public double score(Validation validation) {
			return -validation.loss();
		}
	}
}
