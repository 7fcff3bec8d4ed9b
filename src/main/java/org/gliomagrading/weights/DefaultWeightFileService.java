package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Finds the formats among SciJava's plugins. */
@Plugin(type = Service.class)
public class DefaultWeightFileService extends AbstractPTService<WeightFormat> implements WeightFileService {

	@Override
	public Class<WeightFormat> getPluginType() {
		return WeightFormat.class;
	}

	@Override
	public WeightFile open(Path file) throws InputException {
		if (Files.isDirectory(file)) throw new InputException(file, "is a folder; give a file of weights");
		ByteBuffer start = start(file);
		for (PluginInfo<WeightFormat> info : getPlugins()) {
			WeightFormat format = pluginService().createInstance(info);
			if (format.supports(start)) return format.open(file);
		}
		throw new InputException(file, "is no file of weights that can be read; known are: " + getPlugins().stream().map(
			PluginInfo::getLabel).collect(Collectors.joining(", ")));
	}

	private static ByteBuffer start(Path file) throws InputException {
		try (FileChannel channel = FileChannel.open(file)) {
			return FileRegion.of(channel, 0, Math.min(START, channel.size())).content().order(ByteOrder.LITTLE_ENDIAN);
		}
		catch (IOException e) {
			throw WeightFile.problem(file, e);
		}
	}
}
