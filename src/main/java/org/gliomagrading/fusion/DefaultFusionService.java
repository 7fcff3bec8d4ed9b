package org.gliomagrading.fusion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Finds the strategies among SciJava's plugins. */
@Plugin(type = Service.class)
public class DefaultFusionService extends AbstractPTService<FusionStrategy> implements FusionService {

	@Override
	public Class<FusionStrategy> getPluginType() {
		return FusionStrategy.class;
	}

	@Override
	public Map<String, FusionStrategy> strategies(String names) throws InputException {
		Map<String, FusionStrategy> strategies = new LinkedHashMap<>();
		for (String name : names.split(",", -1))
			if (strategies.put(name.trim(), strategy(name.trim())) != null) throw new InputException("Fusion strategy '" + name
				.trim() + "' is named twice; name it once");
		return strategies;
	}

	private FusionStrategy strategy(String name) throws InputException {
		for (PluginInfo<FusionStrategy> info : getPlugins())
			if (name.equals(info.getName())) return pluginService().createInstance(info);
		throw new InputException("No fusion strategy '" + name + "'; known are: " + getPlugins().stream().map(
			PluginInfo::getName).sorted().collect(Collectors.joining(", ")));
	}
}
