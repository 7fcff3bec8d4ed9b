package org.gliomagrading.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gliomagrading.network.PyTorch;
import org.junit.jupiter.api.Test;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

class CostMeterTest {

	@Test
	void timeIsTheMedianSoThatTheFirstPatientDoesNotCountForAll() throws Exception {
		CostMeter meter = new CostMeter();
		for (int milliseconds : new int[] { 400, 20, 20 }) {
			meter.begin();
			Thread.sleep(milliseconds);
			meter.end();
		}
		double seconds = meter.secondsPerPatient();
		assertTrue(seconds >= 0.02 && seconds < 0.14, "the mean would be 0.147 or more, and it is " + seconds);
		assertEquals(2.5, CostMeter.median(new double[] { 4, 1, 2, 3 }), 0);
		assertTrue(Double.isNaN(new CostMeter().secondsPerPatient()));
	}

	/** Memory outside Java's heap, as PyTorch takes it: a block of the system's own, which is written to. */
	@Test
	void memoryIsTheHighestWhileItIsMeasured() {
		assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "Linux tells it");
		try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
			manager.ones(new Shape(50_000_000));
		}
		double earlier = CostMeter.peakMemoryMb();
		new CostMeter();
		double before = CostMeter.peakMemoryMb();
		assertTrue(before > 20, "a Java machine needs more than " + before + " MB");
		assertTrue(before < earlier - 150, "200 MB of what went before do not count: " + earlier + " MB, then " + before);
		int bytes = 100_000_000;
		assertEquals(bytes, ByteBuffer.allocateDirect(bytes).capacity());
		double peak = CostMeter.peakMemoryMb();
		assertTrue(peak > before + 90 && peak < before + 400, before + " MB, then " + peak);
	}
}
