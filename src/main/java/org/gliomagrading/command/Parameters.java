package org.gliomagrading.command;

import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.Decimals;
import org.gliomagrading.io.InputException;
import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.util.Types;

/**
 * The parameters that a user gives to our commands: from text to values, and the checks that SciJava leaves out. (It
 * reads the text "abc" as the number 0, and shows ranges and choices in dialogs without enforcing them elsewhere.)
 */
public final class Parameters {

	private Parameters() {
		// only static methods
	}

	/**
	 * @param info a command
	 * @return the inputs that a user gives, without those that SciJava fills in
	 */
	public static List<ModuleItem<?>> of(ModuleInfo info) {
		List<ModuleItem<?>> items = new ArrayList<>();
		for (ModuleItem<?> item : info.inputs())
			if (!Service.class.isAssignableFrom(item.getType()) && item.getType() != Context.class) items.add(item);
		return items;
	}

	/**
	 * @param info a command
	 * @param name a parameter's name, as the user wrote it
	 * @return the parameter
	 * @throws InputException if the command has no such parameter
	 */
	public static ModuleItem<?> named(ModuleInfo info, String name) throws InputException {
		List<String> names = new ArrayList<>();
		for (ModuleItem<?> item : of(info)) {
			if (item.getName().equals(name)) return item;
			names.add(item.getName());
		}
		throw new InputException(simpleName(info) + " has no parameter '" + name + "'" + Nearest.hint(name, names) +
			"; it takes: " + String.join(", ", names));
	}

	/**
	 * @param info a command
	 * @param given what the user wrote for each parameter: text, or a number or truth value where the writing has those
	 * @return the value of each parameter, of its type
	 * @throws InputException if there is no such parameter, or a text does not fit a parameter's type
	 */
	public static Map<String, Object> values(ModuleInfo info, Map<String, ?> given) throws InputException {
		Map<String, Object> values = new LinkedHashMap<>();
		for (Map.Entry<String, ?> entry : given.entrySet())
			values.put(entry.getKey(), value(named(info, entry.getKey()), entry.getValue()));
		return values;
	}

	/**
	 * @param item a parameter
	 * @param given what the user wrote: text, or a number or truth value where the writing has those
	 * @return the parameter's value, of its type
	 * @throws InputException if the text does not fit the type
	 */
	public static Object value(ModuleItem<?> item, Object given) throws InputException {
		Class<?> type = Types.box(item.getType());
		String text = given.toString();
		if (type == String.class) return text;
		if (type == File.class) return new File(text);
		try {
			if (type == Integer.class) return new BigDecimal(text.trim()).intValueExact();
			if (type == Long.class) return new BigDecimal(text.trim()).longValueExact();
			if (type == Double.class) return new BigDecimal(text.trim()).doubleValue();
		}
		catch (NumberFormatException e) {
			throw new InputException(item.getName() + "=" + text + " is not " + typeName(item));
		}
		catch (ArithmeticException e) {
			throw new InputException(item.getName() + "=" + text + " is not a whole number, or too large");
		}
		if (type == Boolean.class) {
			if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
			throw new InputException(item.getName() + "=" + text + " is not " + typeName(item));
		}
		throw new IllegalArgumentException("Parameters of " + type + " are not supported");
	}

	/**
	 * @param item a parameter
	 * @return its type in words, as in "is not a whole number"
	 */
	public static String typeName(ModuleItem<?> item) {
		Class<?> type = Types.box(item.getType());
		if (type == Integer.class || type == Long.class) return "a whole number";
		if (type == Double.class) return "a number";
		if (type == Boolean.class) return "true or false";
		return type == File.class ? "a path" : "a text";
	}

	/**
	 * @param item a parameter
	 * @return its range or choices in words, as in "must be 0 to 1"; empty text if it takes any value of its type
	 */
	public static String limits(ModuleItem<?> item) {
		if (item.getChoices() != null && !item.getChoices().isEmpty()) return "one of: " + String.join(", ", choices(item));
		String min = limit(item.getMinimumValue());
		String max = limit(item.getMaximumValue());
		if (!min.isEmpty() && !max.isEmpty()) return min + " to " + max;
		return !min.isEmpty() ? "at least " + min : max.isEmpty() ? "" : "at most " + max;
	}

	/**
	 * Checks a value, wherever it came from.
	 *
	 * @param item a parameter
	 * @param value its value
	 * @throws InputException if it is missing, out of range or none of the choices
	 */
	public static void check(ModuleItem<?> item, Object value) throws InputException {
		if (isEmpty(value)) {
			if (item.isRequired()) throw missing(item);
			return;
		}
		boolean fits = choices(item).isEmpty() || choices(item).contains(value.toString());
		if (value instanceof Number number) {
			double x = number.doubleValue();
			if (item.getMinimumValue() instanceof Number min) fits &= x >= min.doubleValue();
			if (item.getMaximumValue() instanceof Number max) fits &= x <= max.doubleValue();
		}
		if (!fits) throw new InputException(item.getName() + "=" + value + " cannot be; it must be " + limits(item) + Nearest
			.hint(value.toString(), choices(item)));
	}

	/**
	 * @param item a parameter that must be given
	 * @return the error of its not being given
	 */
	public static InputException missing(ModuleItem<?> item) {
		return new InputException("parameter '" + item.getName() + "' is missing: " + item.getDescription());
	}

	/**
	 * @param module a command to be run
	 * @return whether it is one of ours
	 */
	static boolean isOurs(Module module) {
		return module.getDelegateObject() instanceof GliomaCommand;
	}

	/**
	 * @param info a command
	 * @return whether it is one of ours
	 */
	public static boolean isOurs(ModuleInfo info) {
		return info.getDelegateClassName().startsWith(Parameters.class.getPackageName() + ".");
	}

	/**
	 * @param info a command
	 * @return the name of its class, without the package
	 */
	public static String simpleName(ModuleInfo info) {
		String name = info.getDelegateClassName();
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private static String limit(Object limit) {
		return limit instanceof Number number ? Decimals.format(number.doubleValue()) : "";
	}

	private static boolean isEmpty(Object value) {
		return value == null || value instanceof File file && file.getPath().isBlank() || value instanceof String text && text
			.isBlank();
	}

	private static List<String> choices(ModuleItem<?> item) {
		List<?> choices = item.getChoices();
		return choices == null ? List.of() : choices.stream().map(Object::toString).toList();
	}
}
