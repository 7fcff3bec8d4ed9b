package org.gliomagrading.fusion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Finds the strategies among SciJava's plugins. */
@Plugin(type = Service.class)
public class DefaultFusionService extends AbstractPTService<FusionStrategy> implements FusionService {

	private static final Pattern WITH_PARAMETER = Pattern.compile("([^()]*)\\(([^()]+)\\)");

	@Override
	public Class<FusionStrategy> getPluginType() {
		return FusionStrategy.class;
	}

	@Override
	public Map<String, FusionStrategy> strategies(String names) throws InputException {
		Map<String, FusionStrategy> strategies = new LinkedHashMap<>();
		for (String text : names.split(",", -1)) {
			String name = text.trim();
			if (strategies.put(name, strategy(name)) != null) throw new InputException("Fusion strategy '" + name +
				"' is named twice; name it once");
		}
		return strategies;
	}

	private FusionStrategy strategy(String name) throws InputException {
		Matcher parts = WITH_PARAMETER.matcher(name);
		boolean withParameter = parts.matches();
		String plain = withParameter ? parts.group(1) : name;
		for (PluginInfo<FusionStrategy> info : getPlugins())
			if (plain.equals(info.getName())) return configured(pluginService().createInstance(info), name, withParameter
				? parts.group(2) : "");
		throw new InputException("No fusion strategy '" + name + "'; known are: " + getPlugins().stream().map(
			info -> info.getLabel() == null || info.getLabel().isEmpty() ? info.getName() : info.getLabel()).sorted().collect(
				Collectors.joining(", ")));
	}

	private static FusionStrategy configured(FusionStrategy strategy, String name, String parameter)
		throws InputException
	{
		try {
			return strategy.with(parameter);
		}
		catch (InputException e) {
			throw new InputException("Fusion strategy '" + name + "' " + e.getMessage(), e);
		}
	}
}
