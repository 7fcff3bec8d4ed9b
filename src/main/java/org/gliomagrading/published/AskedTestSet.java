package org.gliomagrading.published;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.io.InputException;

/**
 * A test set that somebody asks about or states.
 *
 * @param n the number of patients
 * @param grades the numbers of HGG and LGG; empty if any will do
 */
public record AskedTestSet(int n, Optional<TestSet> grades) {

	private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:\\s*\\+\\s*(\\d{1,4}))?");

	/**
	 * @param text a number of patients ({@code 71}), or numbers of HGG and LGG ({@code 85+23}); empty for none
	 * @return the test set
	 * @throws InputException if the text is neither, or the patients are none or more than 1,000
	 */
	public static Optional<AskedTestSet> parse(String text) throws InputException {
		if (text.isBlank()) return Optional.empty();
		Matcher form = FORM.matcher(text.trim());
		if (!form.matches()) throw new InputException("test is '" + text +
			"'; give a number of patients such as 71, or those with HGG and LGG such as 85+23");
		int first = Integer.parseInt(form.group(1));
		int second = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
		return Optional.of(of(first + second, form.group(2) == null ? Optional.empty() : Optional.of(new TestSet(first,
			second))));
	}

	private static AskedTestSet of(int n, Optional<TestSet> grades) throws InputException {
		if (n < 1 || n > TestSets.MAX_PATIENTS) throw new InputException("test is " + n + " patients; give 1 to " +
			TestSets.MAX_PATIENTS);
		return new AskedTestSet(n, grades);
	}

	/**
	 * @param stated what a text states
	 * @return its test set; empty if it states none, or one too large to search
	 */
	static Optional<AskedTestSet> of(StatedPatients stated) {
		OptionalInt n = stated.of(Statement.Quantity.TEST);
		return n.isPresent() && n.getAsInt() > 0 && n.getAsInt() <= TestSets.MAX_PATIENTS ? Optional.of(new AskedTestSet(n
			.getAsInt(), Optional.empty())) : Optional.empty();
	}

	@Override
	public String toString() {
		return grades.map(TestSet::toString).orElse(n + " patients");
	}
}
