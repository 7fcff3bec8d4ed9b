package org.gliomagrading.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of ImageJ's macro function {@code run(command, options)}, as in
 * {@code input=[/my data/cohort] threshold=0.4 resume}. ImageJ itself only asks for the keys it knows, so a mistyped one
 * goes unnoticed there.
 */
final class MacroOptions {

	private final String options;
	private int at;

	private MacroOptions(String options) {
		this.options = options;
	}

	/**
	 * @param options the options; null for none
	 * @return the value of each key; {@code true} for a key that stands alone
	 */
	static Map<String, String> parse(String options) {
		return options == null ? Map.of() : new MacroOptions(options.strip() + " ").parse();
	}

	private Map<String, String> parse() {
		Map<String, String> values = new LinkedHashMap<>();
		while (at < options.length()) {
			if (options.charAt(at) == ' ') {
				at++;
				continue;
			}
			int space = options.indexOf(' ', at);
			int equals = options.indexOf('=', at);
			boolean alone = equals < 0 || space < equals;
			String key = options.substring(at, alone ? space : equals);
			at = (alone ? space : equals) + 1;
			values.put(key, alone ? "true" : value());
		}
		return values;
	}

	/** A value ends at a space, unless it stands in brackets or quotes. */
	private String value() {
		char first = options.charAt(at);
		int end = first == '[' ? closingBracket() : first == '\'' ? options.indexOf('\'', at + 1) : -1;
		int start = end < 0 ? at : at + 1;
		if (end < 0) end = options.indexOf(' ', at);
		at = end + 1;
		return options.substring(start, end);
	}

	private int closingBracket() {
		int open = 0;
		for (int i = at; i < options.length(); i++) {
			if (options.charAt(i) == '[') open++;
			if (options.charAt(i) == ']' && --open == 0) return i;
		}
		return -1;
	}
}
