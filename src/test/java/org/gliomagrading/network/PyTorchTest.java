package org.gliomagrading.network;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.List;

import org.gliomagrading.ProgramClasses;
import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

class PyTorchTest {

	/** A program that loads DJL as it is. */
	static final class Plain {

		public static void main(String[] args) {
			Watch.install();
			System.out.println(Engine.getEngine("PyTorch").getEngineName());
		}
	}

	/** A program that loads it through our door. */
	static final class Ours {

		public static void main(String[] args) {
			Watch.install();
			System.out.println(PyTorch.engine().getEngineName());
		}
	}

	/** Refuses every web connection of its program and prints where it should have gone. */
	private static final class Watch extends URLStreamHandler {

		static void install() {
			URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Watch() : null);
		}

		@Override
		protected URLConnection openConnection(URL url) throws IOException {
			System.out.println(CONNECTION + url);
			throw new IOException("refused");
		}

		@Override
		protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
			return openConnection(url);
		}
	}

	private static final String CONNECTION = "connection to ";

	@Test
	void nothingIsSentWhenTheEngineLoads() throws Exception {
		assertTrue(output(Plain.class).contains(CONNECTION), "DJL by itself calls home, so that this test would see it");
		assertFalse(output(Ours.class).contains(CONNECTION));
	}

	@Test
	void onlyOneClassLoadsTheEngine() {
		JavaClasses classes = ProgramClasses.all();
		noClasses().that().doNotBelongToAnyOf(PyTorch.class).should().callMethod(Engine.class, "getInstance").orShould()
			.callMethod(Engine.class, "getEngine", String.class).orShould().callMethod(NDManager.class, "newBaseManager")
			.orShould().callMethod(Model.class, "newInstance", String.class).check(classes);
	}

	@Test
	void devicesByName() throws Exception {
		assertEquals(Device.cpu(), PyTorch.device("cpu"));
		boolean gpu = PyTorch.engine().getGpuCount() > 0;
		assertEquals(gpu ? Device.gpu() : Device.cpu(), PyTorch.device("auto"));
		if (!gpu) assertTrue(assertThrows(InputException.class, () -> PyTorch.device("gpu")).getMessage().contains(
			"no CUDA GPU"));
		if (!gpu) assertTrue(assertThrows(InputException.class, () -> PyTorch.device("gpu:1")).getMessage().startsWith(
			"device=gpu:1: "));
		for (String wrong : List.of("tpu", "gpu:", "gpu:x", "gpu:-1", "gpu:99999999999"))
			assertTrue(assertThrows(InputException.class, () -> PyTorch.device(wrong)).getMessage().contains("no such device"), wrong);
		assertTrue(PyTorch.describe(Device.cpu()).contains("on the CPU"));
	}

	private static String output(Class<?> program) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
			System.getProperty("java.class.path"), program.getName());
		builder.environment().keySet().removeIf(name -> name.equals("OPT_OUT_TRACKING") || name.equals("DJL_OFFLINE"));
		Process process = builder.redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		assertEquals(0, process.waitFor(), output);
		assertTrue(output.contains("PyTorch"), output);
		return output;
	}

	@Test
	void threadsAreThoseThatWereAskedFor() throws InputException {
		int before = PyTorch.threads();
		try {
			for (int threads : new int[] { 1, 3 }) {
				PyTorch.useThreads(threads);
				assertEquals(threads, PyTorch.threads());
			}
			assertThrows(InputException.class, () -> PyTorch.useThreads(0));
			assertThrows(InputException.class, () -> PyTorch.useThreads(1_000_000_000));
			assertEquals(3, PyTorch.threads());
		}
		finally {
			PyTorch.useThreads(before);
		}
		assertEquals(before, PyTorch.threads());
	}
}
