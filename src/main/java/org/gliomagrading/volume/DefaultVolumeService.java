package org.gliomagrading.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Finds openers by SciJava's plugin service, which keeps them in the order of their priority. */
@Plugin(type = Service.class)
public class DefaultVolumeService extends AbstractService implements VolumeService {

	@Parameter
	private PluginService pluginService;

	@Override
	public VolumeOpener opener(Path file) throws InputException {
		if (!Files.exists(file)) throw new InputException(file, "no such file");
		List<PluginInfo<VolumeOpener>> infos = pluginService.getPluginsOfType(VolumeOpener.class);
		// volumes are opened in parallel, and SciJava cannot inject a context in two threads at once (its issue 148)
		synchronized (context()) {
			for (PluginInfo<VolumeOpener> info : infos) {
				VolumeOpener opener = pluginService.createInstance(info);
				if (opener != null && opener.supports(file)) return opener;
			}
		}
		throw new InputException(file, "is not of a supported format; supported are: " + infos.stream().map(
			PluginInfo::getLabel).collect(Collectors.joining(", ")));
	}

	@Override
	public Volume open(Path file) throws IOException {
		return opener(file).open(file);
	}
}
