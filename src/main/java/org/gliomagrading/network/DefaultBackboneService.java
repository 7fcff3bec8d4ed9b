package org.gliomagrading.network;

import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Finds the backbones among SciJava's plugins. */
@Plugin(type = Service.class)
public class DefaultBackboneService extends AbstractPTService<Backbone> implements BackboneService {

	@Override
	public Class<Backbone> getPluginType() {
		return Backbone.class;
	}

	@Override
	public Backbone backbone(String name) throws InputException {
		for (PluginInfo<Backbone> info : getPlugins())
			if (name.equals(info.getName())) return pluginService().createInstance(info);
		throw new InputException("No backbone '" + name + "'; known are: " + getPlugins().stream().map(PluginInfo::getName)
			.sorted().collect(Collectors.joining(", ")));
	}
}
