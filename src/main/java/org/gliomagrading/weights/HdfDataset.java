package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;

/** Data sets of an HDF5 file as tensors. */
final class HdfDataset {

	/** Bits of exponent and mantissa. */
	private record Precision(int exponent, int mantissa) {
	}

	private static final Map<Precision, ElementType> FLOATS = Map.of(new Precision(5, 10), ElementType.F16,
		new Precision(8, 7), ElementType.BF16, new Precision(8, 23), ElementType.F32, new Precision(11, 52), ElementType.F64);
	private static final Map<Integer, ElementType> SIGNED = Map.of(1, ElementType.I8, 2, ElementType.I16, 4,
		ElementType.I32, 8, ElementType.I64);
	private static final Map<Integer, ElementType> UNSIGNED = Map.of(1, ElementType.U8, 2, ElementType.U16, 4,
		ElementType.U32, 8, ElementType.U64);

	private HdfDataset() {
		// only static methods
	}

	/**
	 * @param name what the tensor shall be called
	 * @param object the data set
	 * @return the tensor
	 * @throws RefusedException if it is none of numbers that stand one after the other
	 */
	static StoredTensor tensor(String name, HdfObject object) throws IOException {
		if (!object.header().hasMessageOfType(DataSpaceMessage.class)) throw RefusedException.damaged("'" + name +
			"' is no data set");
		if (!object.header().hasMessageOfType(ContiguousDataLayoutMessage.class)) throw new RefusedException("stores '" +
			name + "' in pieces or compressed, which Keras does not; save the model again with Keras");
		long[] shape = object.header().getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong();
		DataTypeMessage message = object.header().getMessageOfType(DataTypeMessage.class);
		ElementType type = message.isMessageShared() ? null : type(message.getDataType());
		if (type == null) throw new RefusedException("stores '" + name +
			"' in another type than integers or floats of 16, 32 or 64 bits; save the model again with Keras");
		long count = TensorLayout.count(shape);
		if (count > object.channel().size() / type.bytes()) throw RefusedException.damaged("'" + name + "' has " + count +
			" numbers, more than the file");
		long address = object.header().getMessageOfType(ContiguousDataLayoutMessage.class).getAddress();
		FileRegion region = FileRegion.of(object.channel(), count == 0 ? 0 : address, count * type.bytes());
		return new StoredTensor(name, TensorLayout.rowMajor(shape), new Storage(type, order(message.getDataType()), region));
	}

	/** Null if it is none of ours. */
	private static ElementType type(DataType type) {
		if (type instanceof FixedPoint integer) return (integer.isSigned() ? SIGNED : UNSIGNED).get(integer.getSize());
		if (!(type instanceof FloatingPoint number)) return null;
		ElementType found = FLOATS.get(new Precision(number.getExponentSize(), number.getMantissaSize()));
		return found != null && found.bytes() == number.getSize() ? found : null;
	}

	private static ByteOrder order(DataType type) {
		return ((OrderedDataType) type).getByteOrder();
	}
}
