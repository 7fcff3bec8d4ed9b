package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.Macro;

class MacroOptionsTest {

	@ParameterizedTest
	@ValueSource(strings = { "input=a threshold=0.4", "input=[/my data/a] threshold=0.4 ", "input='my data' threshold=1",
		" input=[a [1] b]  threshold=[]", "input=a=b threshold=x", "input=[unclosed threshold=2", "threshold=1 input=it's" })
	void valuesAreThoseThatImageJFinds(String options) {
		Map<String, String> values = MacroOptions.parse(options);
		for (String key : new String[] { "input", "threshold", "other" })
			if (!options.contains("[unclosed") || !key.equals("input")) assertEquals(Macro.getValue(options, key, null), values
				.get(key), key);
	}

	@Test
	void keysAloneAreTrue() {
		assertEquals(Map.of("input", "[a", "resume", "true", "last", "true"), MacroOptions.parse("input=[a resume last"));
		assertEquals(Map.of(), MacroOptions.parse(null));
		assertEquals(Map.of(), MacroOptions.parse(" "));
	}
}
