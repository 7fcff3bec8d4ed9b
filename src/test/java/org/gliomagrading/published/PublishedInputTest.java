package org.gliomagrading.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.published.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that anybody may bring, by hand. */
class PublishedInputTest {

	@TempDir
	private Path temporary;

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"model,strategy;A,soft | has no column of a metric; needed is one or more of: accuracy, precision, recall, specificity, f1",
		"strategy,f1;soft,0.5 | has no column 'model'; its columns are: strategy, f1; needed are: model",
		"model,f1 | has no rows; give the published metrics",
		"model,f1;A,high | in line 2, column 'f1' is 'high'; write a number from 0 to 1 with all its digits, such as 0.870",
		"model,f1;A,-0.1 | in line 2, column 'f1' is '-0.1'; write a number from 0 to 1 with all its digits, such as 0.870",
		"model,f1;A,NaN | in line 2, column 'f1' is 'NaN'; write a number from 0 to 1 with all its digits, such as 0.870",
		"model,f1;A,1e-99999 | in line 2, column 'f1' is '1e-99999'; write a number from 0 to 1 with all its digits, such as 0.870",
		"model,f1;A,87.0 | in line 2, column 'f1' is '87.0'; write a number from 0 to 1 with all its digits, such as 0.870",
		"model,f1;A,0.12345678901 | in line 2, column 'f1' is '0.12345678901'; write a number from 0 to 1 with all its digits, such as 0.870",
		"model,f1;A,0.5;,0.5 | in line 3, column 'model' is empty; fill it in",
		"model,f1;A,0.5;A,0.6 | in line 3, column 'model' names 'A' a second time with the same strategy; keep one row",
		"model,f1,recall;A,,  | in line 2, there is no metric; fill in one of: accuracy, precision, recall, specificity, f1" })
	void wrongTableIsOneLine(String table, String message) throws IOException {
		Path file = write("metrics.csv", table);
		assertEquals(file + ": " + message, assertThrows(InputException.class, () -> PublishedRow.read(CsvFile.source(file)))
			.getMessage());
	}

	@Test
	void tooManyRowsAreRefused() throws IOException {
		Path file = write("metrics.csv", "model,f1;" + IntStream.rangeClosed(0, 1000).mapToObj(i -> "M" + i + ",0.5").collect(
			Collectors.joining(";")));
		assertEquals(file + ": in line 1002, there are more than 1000 rows; split the table", assertThrows(InputException.class,
			() -> PublishedRow.read(CsvFile.source(file))).getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"quantity,metric;mean,f1 | has no column 'value'; its columns are: quantity, metric; needed are: quantity, value",
		"quantity,value;median,1 | in line 2, column 'quantity' is 'median'; known are: mean, maximum, friedman, friedman_p, patients, hgg, lgg, train, validation, test",
		"quantity,metric,value;mean,auc,0.5 | in line 2, column 'metric' is 'auc', which is no column of numbers in the table of metrics; correct it",
		"quantity,value;mean,0.5 | in line 2, column 'metric' is empty; fill it in",
		"quantity,metric,strategy,value;mean,f1,hard,0.5 | in line 2, column 'strategy' is 'hard', which is none in the table of metrics; correct it",
		"quantity,metric,strategy,value;mean,f1,attention,0.5 | in line 2, column 'strategy' is 'attention', of which no row in the table of metrics has a number in column 'f1'; correct it",
		"quantity,metric,strategy,value;maximum,recall,soft,0.5 | in line 2, column 'strategy' is 'soft', of which no row in the table of metrics has a number in column 'recall'; correct it",
		"quantity,metric,strategy,value;friedman_p,f1,soft,0.5 | in line 2, column 'strategy' is 'soft', but Friedman's test compares all strategies; leave it empty",
		"quantity,metric,value;mean,f1,x | in line 2, column 'value' is 'x'; write a number with all its digits, such as 0.870",
		"quantity,value;test,71.5 | in line 2, column 'value' is '71.5'; write a number of patients",
		"quantity,value;test,99999999999999 | in line 2, column 'value' is '99999999999999'; write a number of patients",
		"quantity,value;test,71;test,72 | in line 3, column 'quantity' states 'test' a second time; keep one row" })
	void wrongStatementIsOneLine(String table, String message) throws IOException {
		List<PublishedRow> rows = rows("model,strategy,f1,recall;A,soft,0.5,;A,attention,,0.5");
		Path file = write("statements.csv", table);
		assertEquals(file + ": " + message, assertThrows(InputException.class, () -> Statement.read(CsvFile.source(file), rows))
			.getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"many | test is 'many'; give a number of patients such as 71, or those with HGG and LGG such as 85+23",
		"-3 | test is '-3'; give a number of patients such as 71, or those with HGG and LGG such as 85+23",
		"123456 | test is '123456'; give a number of patients such as 71, or those with HGG and LGG such as 85+23",
		"0 | test is 0 patients; give 1 to 1000", "900+101 | test is 1001 patients; give 1 to 1000" })
	void wrongTestSetIsOneLine(String text, String message) {
		assertEquals(message, assertThrows(InputException.class, () -> AskedTestSet.parse(text)).getMessage());
	}

	/** 3 of 4 HGG found, 1 of 2 LGG called HGG: accuracy 4/6, precision 3/4, recall 3/4, specificity 1/2, F1 6/8. */
	@Test
	void aTestSetThatIsAskedForIsLookedAt() throws IOException {
		List<PublishedRow> rows = rows("model,accuracy,precision,recall,specificity,f1;A,0.667,0.750,0.75,0.5,.750");
		PublishedCheck check = check(rows, "4+2", "");
		assertEquals("4 HGG + 2 LGG", check.findings().get(3).subject());
		assertEquals(Verdict.YES, check.findings().get(3).verdict());
		assertEquals(List.of(List.of("", "A", "", 6, 4, 2, 3, 1, 1, 1)), check.tables().get("published-matrices.csv").rows());
		check = check(rows, "5", "");
		assertEquals(List.of(), check.tables().get("published-matrices.csv").rows());
		assertEquals("the test set asked for, 5 patients: 0 of 1 rows fit it, with whatever numbers of HGG and LGG", check
			.findings().get(3).text());
	}

	/** A perfect row, one without any call of HGG, one that nothing can be said of. */
	@Test
	void cornersAreTaken() throws IOException {
		List<PublishedRow> rows = rows("model,accuracy,precision,recall,f1;A,1.000,1.000,1.000,1.000;B,0.213,,0.000,0.000;C,,,,1");
		PublishedCheck check = check(rows, "", "");
		assertEquals("3 of 3 rows", check.findings().get(0).found());
		assertFalse(check.findings().stream().anyMatch(f -> f.check().startsWith("fusion")));
		// an F1 of a half rounds to 1: for 1 TP there may be 2 FP
		assertEquals(2 / 3.0, rows.get(2).matrices().range(Counts.FALSE_POSITIVES, Counts.ALL).high(), 1e-12);
		assertTrue(new MatrixCone(rows("model,precision,recall,f1;A,0.5,0.5,0.9").get(0).bounds()).isEmpty());
		// of one LGG patient alone recall is 0/0, not 0
		assertEquals(0, new MatrixSearch(rows("model,recall;A,0.0").get(0).bounds()).count(0, 1));
		assertEquals(2, new MatrixSearch(rows("model,recall;A,0.0").get(0).bounds()).count(1, 1));
	}

	/** Where a row's metrics fit no matrix, nothing is said of its fusion; where a recall rises, all is well. */
	@Test
	void whatCannotBeToldIsNoVerdict() throws IOException {
		for (String attention : List.of("0.5,0.5,0.9", "0.5,0.75,0.6", "0.5,0.25,0.333")) {
			PublishedCheck check = check(rows("model,strategy,precision,recall,f1;A,Soft,0.5,0.5,0.5;A,Attention," + attention),
				"", "");
			Finding order = check.findings().stream().filter(f -> f.check().equals("fusion_order")).findFirst().orElseThrow();
			Verdict expected = attention.endsWith("0.9") ? Verdict.NONE : attention.endsWith("0.6") ? Verdict.YES : Verdict.NO;
			assertEquals(expected, order.verdict(), order.text());
		}
	}

	/** The rows 0.1 and 0.2 stand for 0.05 to 0.25, their mean for 0.1 to 0.2; 0.21 stands for 0.205 and more. */
	@Test
	void aMeanMayBeOffByAsMuchAsItsRows() throws IOException {
		List<PublishedRow> rows = rows("model,f1;A,0.1;B,0.2");
		for (String value : List.of("0.20", "0.21"))
			assertEquals(Verdict.of(value.equals("0.20")), check(rows, "", "quantity,metric,value;mean,f1," + value).findings()
				.stream().filter(f -> f.check().equals("mean")).findFirst().orElseThrow().verdict(), value);
	}

	@Test
	void statedPatientsAreAddedUp() throws IOException {
		List<Finding> findings = check(rows("model,f1;A,0.5"), "",
			"quantity,value;patients,10;hgg,7;lgg,4;train,5;validation,3;test,2").findings();
		assertEquals(List.of(Verdict.NO, Verdict.YES), findings.stream().filter(f -> f.check().equals("cohort")).map(
			Finding::verdict).toList());
	}

	private PublishedCheck check(List<PublishedRow> rows, String test, String statements) throws IOException {
		List<Statement> stated = statements.isEmpty() ? List.of() : Statement.read(CsvFile.source(write("statements.csv",
			statements)), rows);
		return PublishedCheck.of(rows, List.of(), stated, AskedTestSet.parse(test), Optional.of(30), Progress.NONE);
	}

	private List<PublishedRow> rows(String table) throws IOException {
		return PublishedRow.read(CsvFile.source(write("rows.csv", table)));
	}

	private Path write(String name, String table) throws IOException {
		return Files.writeString(temporary.resolve(name), table.replace(";", "\n") + "\n");
	}
}
