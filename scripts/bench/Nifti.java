import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.OperatingSystemMXBean;

import org.gliomagrading.nifti.NiftiReader;

/**
 * Does what nifti.py asks for, a line each, and answers with milliseconds, processor milliseconds and the sum of the
 * values: {@code planes FIRST END FILE...}, one file or several on two threads; END -1 is that of the file.
 */
public class Nifti {

	public static void main(String[] args) throws Exception {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		ExecutorService threads = Executors.newFixedThreadPool(2);
		System.out.println("Java " + System.getProperty("java.vm.version") + ", " + System.getProperty("java.vm.name"));
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] words = line.split("\t");
			long first = Long.parseLong(words[1]);
			long end = Long.parseLong(words[2]);
			List<Callable<float[][]>> tasks = new ArrayList<>();
			for (int i = 3; i < words.length; i++) {
				Path file = Path.of(words[i]);
				tasks.add(() -> read(file, first, end));
			}
			List<float[][]> volumes = new ArrayList<>();
			long started = System.nanoTime();
			long processor = system.getProcessCpuTime();
			if (tasks.size() == 1) volumes.add(tasks.get(0).call());
			else for (Future<float[][]> volume : threads.invokeAll(tasks))
				volumes.add(volume.get());
			long taken = System.nanoTime() - started;
			processor = system.getProcessCpuTime() - processor;
			System.out.println(taken / 1e6 + "\t" + processor / 1e6 + "\t" + sum(volumes));
		}
		threads.shutdown();
	}

	private static float[][] read(Path file, long first, long end) throws IOException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			long[] shape = reader.header().shape();
			float[][] planes = new float[(int) ((end < 0 ? reader.planeCount() : end) - first)][(int) (shape[0] * shape[1])];
			for (int i = 0; i < planes.length; i++)
				reader.readFloats(first + i, planes[i]);
			return planes;
		}
	}

	private static double sum(List<float[][]> volumes) {
		return volumes.stream().flatMap(Arrays::stream).mapToDouble(plane -> {
			double sum = 0;
			for (float value : plane)
				sum += value;
			return sum;
		}).sum();
	}
}
