package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gliomagrading.io.Table;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

class ResultsTablesTest {

	@Test
	void cellsComeBackAsTheyWere() {
		double third = 1 / 3.0;
		List<String> columns = List.of("patient", "p_hgg", "slices", "seed", "note");
		Table table = new Table(columns, List.of(List.of("007", third, 3, "", ""), List.of("b, c", Double.NaN, 2, "", "x")));

		ResultsTable results = ResultsTables.of(table);

		assertEquals(third, results.getValue("p_hgg", 0));
		assertTrue(Double.isNaN(results.getValue("p_hgg", 1)));
		assertEquals("", results.getStringValue("p_hgg", 1));
		assertEquals(new Table(columns, List.of(List.of("007", third, 3.0, "", ""), List.of("b, c", "", 2.0, "", "x"))),
			ResultsTables.from(results));
	}

	@Test
	void tablesOfMacrosAreRead() {
		Analyzer.setResultsTable(new ResultsTable());
		IJ.runMacro("setResult('Label', 0, 'p1'); setResult('p_hgg', 0, 1/3); setResult('grade', 0, 'HGG');" +
			"setResult('Label', 1, 'p2'); setResult('p_hgg', 1, 0.125); setResult('grade', 1, 'LGG'); updateResults();");
		assertEquals(new Table(List.of("Label", "p_hgg", "grade"), List.of(List.of("p1", 1 / 3.0, "HGG"), List.of("p2", 0.125,
			"LGG"))), ResultsTables.from(Analyzer.getResultsTable()));
	}
}
