package org.gliomagrading.weights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The opcodes that state dictionaries are made of, under their names in Python's {@code pickletools}. Python 2 wrote
 * str as {@code BINSTRING}.
 */
enum PickleOpcode {

		PROTO(0x80, PickleMachine::unsignedByte), FRAME(0x95, machine -> machine.skip(Long.BYTES)),
		NONE('N', machine -> machine.push(null)), NEWTRUE(0x88, machine -> machine.push(true)),
		NEWFALSE(0x89, machine -> machine.push(false)), BININT('J', machine -> machine.push((long) machine.signedInt())),
		BININT1('K', machine -> machine.push((long) machine.unsignedByte())),
		BININT2('M', machine -> machine.push((long) machine.unsignedShort())),
		LONG1(0x8a, machine -> machine.push(machine.integer(machine.unsignedByte()))),
		BINFLOAT('G', machine -> machine.push(machine.bigEndianDouble())),
		BINUNICODE('X', machine -> machine.push(machine.text(machine.length(), StandardCharsets.UTF_8))),
		SHORT_BINUNICODE(0x8c, machine -> machine.push(machine.text(machine.unsignedByte(), StandardCharsets.UTF_8))),
		BINSTRING('T', machine -> machine.push(machine.text(machine.length(), StandardCharsets.ISO_8859_1))),
		SHORT_BINSTRING('U', machine -> machine.push(machine.text(machine.unsignedByte(), StandardCharsets.ISO_8859_1))),
		EMPTY_TUPLE(')', machine -> machine.push(List.of())), TUPLE1(0x85, machine -> machine.push(machine.pop(1))),
		TUPLE2(0x86, machine -> machine.push(machine.pop(2))), TUPLE3(0x87, machine -> machine.push(machine.pop(3))),
		TUPLE('t', machine -> machine.push(machine.popMark())), EMPTY_LIST(']', machine -> machine.push(new ArrayList<>())),
		APPEND('a', machine -> machine.append(machine.pop(1))), APPENDS('e', machine -> machine.append(machine.popMark())),
		EMPTY_DICT('}', machine -> machine.push(new LinkedHashMap<>())),
		SETITEM('s', machine -> machine.setItems(machine.pop(2))),
		SETITEMS('u', machine -> machine.setItems(machine.popMark())),
		MARK('(', PickleMachine::mark), BINPUT('q', machine -> machine.put(machine.unsignedByte())),
		LONG_BINPUT('r', machine -> machine.put(machine.signedInt())), MEMOIZE(0x94, PickleMachine::memoize),
		BINGET('h', machine -> machine.get(machine.unsignedByte())),
		LONG_BINGET('j', machine -> machine.get(machine.signedInt())),
		GLOBAL('c', machine -> machine.global(machine.line(), machine.line())), STACK_GLOBAL(0x93, machine -> {
			List<Object> name = machine.pop(2);
			machine.global(name.get(0), name.get(1));
		}), BINPERSID('Q', PickleMachine::persistent), REDUCE('R', PickleMachine::reduce), BUILD('b', PickleMachine::build);

	/** Ends a pickle. */
	static final byte STOP = '.';

	private interface Action {

		void run(PickleMachine machine) throws RefusedException;
	}

	private static final Map<Byte, PickleOpcode> BY_CODE = Arrays.stream(values()).collect(Collectors.toMap(
		opcode -> opcode.code, Function.identity()));

	private final byte code;
	private final Action action;

	PickleOpcode(int code, Action action) {
		this.code = (byte) code;
		this.action = action;
	}

	/** Null for any other code. */
	static PickleOpcode of(byte code) {
		return BY_CODE.get(code);
	}

	void run(PickleMachine machine) throws RefusedException {
		action.run(machine);
	}
}
