package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.zip.CRC32;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number of 16 bits, against PyTorch ({@code scripts/reference/pytorch_weight_files.py}). */
class ElementTypeTest {

	@ParameterizedTest
	@EnumSource(names = { "F16", "BF16" })
	void allNumbersOf16Bits(ElementType type) throws IOException {
		ByteBuffer all = ByteBuffer.allocate(1 << 17);
		for (int i = Short.MIN_VALUE; i <= Short.MAX_VALUE; i++)
			all.putShort((short) i);
		float[] floats = new float[1 << 16];
		type.read(all.flip(), floats, 0);
		String line = Files.readAllLines(HostileWeights.FOLDER.resolve("halves.csv")).stream().filter(row -> row.startsWith(
			type.name() + ",")).findFirst().orElseThrow();
		long expected = Long.parseLong(line.substring(line.indexOf(',') + 1));
		assertEquals(expected, crc(floats));
		floats[40000] = Math.nextUp(floats[40000]);
		assertNotEquals(expected, crc(floats));
	}

	private static long crc(float[] floats) {
		ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (float number : floats)
			bytes.putFloat(Float.isNaN(number) ? 0 : number);
		CRC32 crc = new CRC32();
		crc.update(bytes.flip());
		return crc.getValue();
	}
}
