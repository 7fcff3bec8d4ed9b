package org.gliomagrading.training;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.Table;
import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * What happened in training.
 *
 * @param epochs the epochs in order
 * @param best the number of the epoch whose weights were kept, 1-based
 */
public record History(List<Epoch> epochs, int best) {

	/** Copies the list. */
	public History {
		epochs = List.copyOf(epochs);
	}

	/** @return the epoch whose weights were kept */
	public Epoch bestEpoch() {
		return epochs.get(best - 1);
	}

	/** @return {@code history.csv}: a row for each epoch */
	public Table table() {
		List<String> columns = new ArrayList<>(List.of("epoch"));
		for (String subset : List.of("train", "validation"))
			for (String column : List.of("loss", "accuracy", "precision", "recall", "specificity", "f1"))
				columns.add(subset + "_" + column);
		columns.addAll(List.of("monitor", "seconds", "slices_per_second", "peak_memory_mb", "best"));
		List<List<Object>> rows = new ArrayList<>();
		for (Epoch epoch : epochs) {
			List<Object> row = new ArrayList<>(List.of(epoch.number()));
			row.addAll(cells(epoch.train()));
			row.addAll(cells(epoch.validation()));
			row.add(epoch.score());
			row.add(epoch.seconds());
			row.add(epoch.slicesPerSecond());
			row.add(epoch.peakMemoryMb());
			row.add(epoch.number() == best ? "yes" : "");
			rows.add(row);
		}
		return new Table(columns, rows);
	}

	private static List<Double> cells(Epoch.Outcome outcome) {
		ConfusionMatrix calls = outcome.calls();
		return List.of(outcome.loss(), calls.accuracy(), calls.precision(), calls.recall(), calls.specificity(), calls.f1());
	}
}
