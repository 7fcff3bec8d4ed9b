package org.gliomagrading.network;

import org.gliomagrading.io.InputException;

import ai.djl.Device;
import ai.djl.engine.Engine;

/**
 * The one door to DJL's PyTorch engine. DJL reports its use to its makers and may download native libraries when its
 * classes load; both are switched off here, before that, since in Fiji no launcher of ours could do it.
 */
public final class PyTorch {

	private PyTorch() {
		// only static methods
	}

	/**
	 * @return the engine, its native library loaded; nothing is sent or downloaded
	 * @throws IllegalStateException if there is no native library for this system
	 */
	public static Engine engine() {
		System.setProperty("OPT_OUT_TRACKING", "true");
		if (System.getProperty("ai.djl.offline") == null) System.setProperty("ai.djl.offline", "true");
		return Engine.getEngine("PyTorch");
	}

	/**
	 * @param name {@code cpu}, {@code gpu} (the first CUDA device) or {@code auto} (the GPU where PyTorch sees one)
	 * @return the device
	 * @throws InputException if the name is another, or a GPU is asked for and PyTorch sees none
	 */
	public static Device device(String name) throws InputException {
		boolean gpu = engine().getGpuCount() > 0;
		return switch (name) {
			case "cpu" -> Device.cpu();
			case "auto" -> gpu ? Device.gpu() : Device.cpu();
			case "gpu" -> {
				if (!gpu) throw new InputException("device=gpu: " + noGpu() + "; use device=auto or device=cpu");
				yield Device.gpu();
			}
			default -> throw new InputException("device=" + name + ": no such device; use auto, cpu or gpu");
		};
	}

	/**
	 * @param device the device in use
	 * @return one line for the log: which engine and device run, and why not the GPU when it does not
	 */
	public static String describe(Device device) {
		return "PyTorch " + engine().getVersion() + " on " + (device.isGpu() ? "GPU " + device.getDeviceId() : "the CPU" +
			(engine().getGpuCount() > 0 ? "" : " (" + noGpu() + ")"));
	}

	private static String noGpu() {
		return "this PyTorch library sees no CUDA GPU";
	}
}
