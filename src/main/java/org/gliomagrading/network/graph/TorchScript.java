package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.djl.ndarray.types.Shape;

/**
 * A network as the source of a TorchScript module, which torch runs without a step back into Java for each operation, and
 * writing into arrays that nobody reads again. Maps lie channels last, as torch's CPU kernels like them.
 *
 * @param source the text of the class {@code Network}
 * @param tensors the module's attributes by name
 */
public record TorchScript(String source, Map<String, StoredTensor> tensors) {

	/**
	 * A weight in the module.
	 *
	 * @param shape its shape
	 * @param values gives its values in row-major order
	 */
	public record StoredTensor(Shape shape, Supplier<float[]> values) {
	}

	/**
	 * @param folded a network
	 * @param shapes the shapes of its values for images of one size, of any batch: the input's and then each node's
	 * @param oneDnn whether to call torch's operations that are oneDNN's alone, which are there on x86-64's CPUs
	 * @return the module
	 */
	public static TorchScript of(FoldedGraph folded, List<Shape> shapes, boolean oneDnn) {
		return new Writer(folded, shapes, oneDnn).write();
	}

	private static final class Writer {

		private static final String HEAD = """
			class Network(Module):
			  __parameters__ = []
			  __buffers__ = []
			""";

		private final FoldedGraph folded;
		private final List<Shape> shapes;
		private final boolean oneDnn;
		private final int[] lastUses;
		private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		private final List<String> variables = new ArrayList<>(List.of("x"));
		private final Map<String, String> attributes = new HashMap<>();

		Writer(FoldedGraph folded, List<Shape> shapes, boolean oneDnn) {
			this.folded = folded;
			this.shapes = shapes;
			this.oneDnn = oneDnn;
			lastUses = folded.graph().lastUses();
		}

		TorchScript write() {
			StringBuilder body = new StringBuilder();
			List<Graph.Node> nodes = folded.graph().nodes();
			for (int i = 0; i < nodes.size(); i++)
				body.append("    v").append(i + 1).append(" = ").append(expression(nodes.get(i), i)).append('\n');
			StringBuilder source = new StringBuilder(HEAD);
			tensors.keySet().forEach(name -> source.append("  ").append(name).append(" : Tensor\n"));
			source.append("  def forward(self: __torch__.Network,\n    images: Tensor) -> Tensor:\n");
			source.append("    x = torch.contiguous(images, memory_format=2)\n").append(body);
			return new TorchScript(source.append("    return v").append(nodes.size()).append('\n').toString(), tensors);
		}

		private String expression(Graph.Node node, int index) {
			int first = node.inputs().get(0);
			// the images are the caller's
			boolean overwrites = first > 0 && lastUses[first] == index && node.inputs().lastIndexOf(first) == 0;
			variables.add("v" + (index + 1));
			return node.operation().script(new ScriptCall(node.inputs().stream().map(variables::get).toList(), node.inputs()
				.stream().map(shapes::get).toList(), weights(node), overwrites, oneDnn));
		}

		private List<String> weights(Graph.Node node) {
			List<String> expressions = new ArrayList<>();
			for (Weight weight : node.operation().weights()) {
				String name = node.name() + "." + weight.name();
				String attribute = attributes.computeIfAbsent(name, key -> "w" + attributes.size());
				tensors.put(attribute, new StoredTensor(weight.shape(), () -> folded.weights().apply(name)));
				expressions.add("self." + attribute);
			}
			return expressions;
		}
	}
}
