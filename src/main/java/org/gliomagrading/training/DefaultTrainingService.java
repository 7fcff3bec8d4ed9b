package org.gliomagrading.training;

import java.util.List;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Finds them among SciJava's plugins. */
@Plugin(type = Service.class)
public class DefaultTrainingService extends AbstractService implements TrainingService {

	@Parameter
	private PluginService plugins;

	@Override
	public Monitor monitor(String name) throws InputException {
		return plugin(Monitor.class, "monitor", name);
	}

	@Override
	public LearningRateSchedule schedule(String name) throws InputException {
		return plugin(LearningRateSchedule.class, "schedule", name);
	}

	private <T extends SciJavaPlugin> T plugin(Class<T> type, String parameter, String name) throws InputException {
		List<PluginInfo<T>> known = plugins.getPluginsOfType(type);
		for (PluginInfo<T> info : known)
			if (name.equals(info.getName())) return plugins.createInstance(info);
		throw new InputException(parameter + "=" + name + ": there is none of that name; give " + known.stream().map(
			PluginInfo::getName).sorted().collect(Collectors.joining(", ")));
	}
}
