package org.gliomagrading.weights;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickles, protocols 2 to 5, as far as state dictionaries need them. A pickle is a program for a
 * machine with a stack; what it may ask for by name is what {@link PickleGlobals} has, and nothing else exists for
 * it. Python's None, bool, int, float and str become null, Boolean, Long or BigInteger, Double and String; a tuple
 * becomes a list that cannot be changed, a list an {@link ArrayList}, a dict a {@link LinkedHashMap}. No step depends
 * on how deep objects lie in each other, and each byte of the pickle makes one object at most.
 *
 * @see <a href="https://docs.python.org/3/library/pickletools.html">what each opcode does</a>
 */
final class PickleMachine {

	/** Largest pickle that is read; that of a state dictionary with 1,000 tensors has 0.2 MB. */
	static final int MAX_LENGTH = 1 << 21;

	private final ByteBuffer input;
	private final PickleGlobals globals;
	private final ArrayList<Object> stack = new ArrayList<>();
	private final Deque<Integer> marks = new ArrayDeque<>();
	private final Map<Integer, Object> memo = new HashMap<>();

	private PickleMachine(ByteBuffer input, PickleGlobals globals) {
		this.input = input.order(ByteOrder.LITTLE_ENDIAN);
		this.globals = globals;
	}

	/**
	 * @param input begins with the pickle; stands behind it afterwards
	 * @param globals what it may ask for
	 * @return the object
	 * @throws RefusedException if it is damaged or asks for anything else
	 */
	static Object read(ByteBuffer input, PickleGlobals globals) throws RefusedException {
		try {
			return new PickleMachine(input, globals).run();
		}
		catch (BufferUnderflowException e) {
			throw RefusedException.damaged("it ends within its pickle, or that is longer than " + MAX_LENGTH + " bytes");
		}
	}

	private Object run() throws RefusedException {
		while (true) {
			int at = input.position();
			byte code = input.get();
			if (code == PickleOpcode.STOP) return pop();
			PickleOpcode opcode = PickleOpcode.of(code);
			if (opcode == null) throw new RefusedException("its pickle has opcode 0x" + Integer.toHexString(code & 0xff) +
				" at byte " + at + ", which no state dictionary needs; give a file that torch.save wrote of model.state_dict()");
			opcode.run(this);
		}
	}

	int unsignedByte() {
		return input.get() & 0xff;
	}

	/** An unsigned number of 2 bytes. */
	int unsignedShort() {
		return input.getShort() & 0xffff;
	}

	int signedInt() {
		return input.getInt();
	}

	/** A length of 4 bytes. */
	int length() {
		int length = input.getInt();
		if (length < 0 || length > input.remaining()) throw new BufferUnderflowException();
		return length;
	}

	/** Floats alone are stored big-endian. */
	double bigEndianDouble() {
		return Double.longBitsToDouble(Long.reverseBytes(input.getLong()));
	}

	String text(int length, Charset charset) {
		return new String(bytes(length), charset);
	}

	/** An integer of any size, its lowest byte first. */
	Object integer(int length) {
		byte[] bytes = bytes(length);
		if (length == 0) return 0L;
		for (int i = 0; i < length / 2; i++) {
			byte low = bytes[i];
			bytes[i] = bytes[length - 1 - i];
			bytes[length - 1 - i] = low;
		}
		BigInteger value = new BigInteger(bytes);
		return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
	}

	/** Text up to the end of the line. */
	String line() {
		int start = input.position();
		while (input.get() != '\n') {
			// the buffer's end is the limit
		}
		return new String(input.array(), input.arrayOffset() + start, input.position() - 1 - start, StandardCharsets.UTF_8);
	}

	void skip(int length) {
		bytes(length);
	}

	void push(Object value) {
		stack.add(value);
	}

	/** The highest value, taken from the stack; not from below the last mark. */
	Object pop() throws RefusedException {
		if (stack.size() <= floor()) throw underflow();
		return stack.remove(stack.size() - 1);
	}

	Object peek() throws RefusedException {
		if (stack.size() <= floor()) throw underflow();
		return stack.get(stack.size() - 1);
	}

	/** The highest values, in the order in which they were pushed. */
	List<Object> pop(int count) throws RefusedException {
		if (stack.size() - count < floor()) throw underflow();
		List<Object> top = stack.subList(stack.size() - count, stack.size());
		List<Object> values = Collections.unmodifiableList(Arrays.asList(top.toArray()));
		top.clear();
		return values;
	}

	/** The values above the last mark, which goes with them. */
	List<Object> popMark() throws RefusedException {
		if (marks.isEmpty()) throw underflow();
		List<Object> values = pop(stack.size() - marks.peek());
		marks.pop();
		return values;
	}

	void mark() {
		marks.push(stack.size());
	}

	void append(List<Object> values) throws RefusedException {
		if (!(peek() instanceof ArrayList<?>)) throw RefusedException.damaged("its pickle appends to what is no list");
		@SuppressWarnings("unchecked")
		ArrayList<Object> list = (ArrayList<Object>) peek();
		list.addAll(values);
	}

	/** Keys and values in turn. */
	void setItems(List<Object> items) throws RefusedException {
		if (!(peek() instanceof LinkedHashMap<?, ?>) || items.size() % 2 != 0) throw RefusedException.damaged(
			"its pickle sets an item of what is no dictionary");
		@SuppressWarnings("unchecked")
		Map<Object, Object> map = (Map<Object, Object>) peek();
		for (int i = 0; i < items.size(); i += 2)
			put(map, items.get(i), items.get(i + 1));
	}

	/** Keys that hold other objects are refused: hashing them could take for ever. */
	static void put(Map<Object, Object> map, Object key, Object value) throws RefusedException {
		if (!(key instanceof String || key instanceof Number)) throw new RefusedException(
			"its pickle has a dictionary with keys that are no texts or numbers; save model.state_dict() alone");
		map.put(key, value);
	}

	void put(int place) throws RefusedException {
		memo.put(place, peek());
	}

	void memoize() throws RefusedException {
		put(memo.size());
	}

	void get(int place) throws RefusedException {
		if (!memo.containsKey(place)) throw RefusedException.damaged("its pickle asks for an object before making it");
		push(memo.get(place));
	}

	void global(Object module, Object name) throws RefusedException {
		if (!(module instanceof String) || !(name instanceof String)) throw RefusedException.damaged(
			"its pickle asks for an object whose name is no text");
		push(globals.find(module + "." + name));
	}

	void persistent() throws RefusedException {
		push(globals.persistent(pop()));
	}

	void reduce() throws RefusedException {
		Object arguments = pop();
		if (!(pop() instanceof PickleGlobals.Function function) || !(arguments instanceof List<?> list))
			throw RefusedException.damaged("its pickle calls what is no function");
		push(function.call(list));
	}

	/** A dictionary's own attributes are passed over: PyTorch keeps versions of modules there. */
	void build() throws RefusedException {
		Object state = pop();
		if (peek() instanceof PickleGlobals.Stateful object) object.set(state);
		else if (!(peek() instanceof Map<?, ?>)) throw RefusedException.damaged(
			"its pickle sets attributes of what has none");
	}

	private byte[] bytes(int length) {
		if (length > input.remaining()) throw new BufferUnderflowException();
		byte[] bytes = new byte[length];
		input.get(bytes);
		return bytes;
	}

	private int floor() {
		return marks.isEmpty() ? 0 : marks.peek();
	}

	private static RefusedException underflow() {
		return RefusedException.damaged("its pickle takes more from its stack than it has");
	}
}
