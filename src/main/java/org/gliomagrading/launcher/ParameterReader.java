package org.gliomagrading.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.command.Parameters;
import org.gliomagrading.io.InputException;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.parse.Item;
import org.scijava.parse.ParseService;

/** Reads a command's parameters from either form of the command line, strictly. */
class ParameterReader {

	private final ParseService parser;

	/**
	 * @param parser reads ImageJ's own form, as ImageJ does
	 */
	ParameterReader(ParseService parser) {
		this.parser = parser;
	}

	/**
	 * @param arguments the command line
	 * @param info the command
	 * @return the value of each parameter that was given, of the parameter's type
	 * @throws InputException if a parameter is unknown, given twice or not of its type
	 */
	Map<String, Object> read(Arguments arguments, CommandInfo info) throws InputException {
		List<Map.Entry<String, ?>> given = new ArrayList<>(arguments.pairs());
		if (!arguments.list().isBlank()) given.addAll(items(arguments.list()));
		Map<String, Object> values = new LinkedHashMap<>();
		for (Map.Entry<String, ?> entry : given) {
			ModuleItem<?> item = Parameters.named(info, entry.getKey());
			Object value = Parameters.value(item, entry.getValue());
			if (values.put(entry.getKey(), value) != null) throw new InputException("parameter '" + entry.getKey() +
				"' is given twice");
		}
		return values;
	}

	private List<Map.Entry<String, ?>> items(String list) throws InputException {
		List<Map.Entry<String, ?>> items = new ArrayList<>();
		try {
			for (Item item : parser.parse(list))
				items.add(Map.entry(item.name(), item.value()));
			return items;
		}
		catch (RuntimeException e) {
			throw new InputException("cannot read the parameters '" + list +
				"'; write them as in 'input=\"my data\",seed=3', texts in double quotes");
		}
	}
}
