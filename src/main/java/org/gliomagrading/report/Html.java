package org.gliomagrading.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A piece of a page, built element by element. All text and all attribute values are escaped, whatever they hold; the
 * result is well-formed XML as well as HTML.
 */
final class Html {

	private final StringBuilder out = new StringBuilder();
	private final Deque<String> open = new ArrayDeque<>();

	/**
	 * Begins an element.
	 *
	 * @param name the element's name
	 * @param attributes names and values in turn
	 */
	Html open(String name, String... attributes) {
		start(name, attributes);
		out.append('>');
		open.push(name);
		return this;
	}

	/** Ends the element that was begun last. */
	Html close() {
		out.append("</").append(open.pop()).append('>');
		return this;
	}

	/** Adds an element that holds text alone. */
	Html element(String name, String text, String... attributes) {
		return open(name, attributes).text(text).close();
	}

	/** Adds an element that holds nothing, such as {@code br}. */
	Html empty(String name, String... attributes) {
		start(name, attributes);
		out.append("/>");
		return this;
	}

	/** Adds text. */
	Html text(String text) {
		out.append(escape(text));
		return this;
	}

	/** Begins a new line in the source of the page, where it makes no difference. */
	Html line() {
		out.append('\n');
		return this;
	}

	/** Adds what stands in style sheets, which is never a user's. */
	Html style(String css) {
		if (css.contains("<") || css.contains("&")) throw new IllegalArgumentException("A style sheet would need escaping");
		out.append("<style>").append(css).append("</style>");
		return this;
	}

	@Override
	public String toString() {
		if (!open.isEmpty()) throw new IllegalStateException("Elements are open: " + open);
		return out.toString();
	}

	private void start(String name, String... attributes) {
		out.append('<').append(name);
		for (int i = 0; i < attributes.length; i += 2)
			out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1])).append('"');
	}

	/**
	 * @param text any text
	 * @return the same for HTML and XML, in elements and in quoted attributes; characters that XML forbids become U+FFFD
	 */
	static String escape(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach(c -> {
			switch (c) {
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '&' -> escaped.append("&amp;");
				case '"' -> escaped.append("&quot;");
				case '\'' -> escaped.append("&#39;");
				default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
			}
		});
		return escaped.toString();
	}

	private static boolean allowed(int c) {
		return c == '\t' || c == '\n' || c >= 0x20 && c < 0x7F || c > 0x9F && c < 0xD800 || c >= 0xE000 && c < 0xFFFE ||
			c >= 0x10000;
	}
}
