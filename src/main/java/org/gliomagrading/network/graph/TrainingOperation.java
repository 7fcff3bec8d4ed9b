package org.gliomagrading.network.graph;

/** An operation that does something in training only: elsewhere its output is its input, and {@link FoldedGraph} omits it. */
interface TrainingOperation extends Operation {

	@Override
	default String script(ScriptCall call) {
		return call.input();
	}
}
