package org.gliomagrading;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;

/**
 * DJL 0.35.1 turns the number of {@code array.mul(2)} into an array in Java's memory, and drops it at once. Torch's graph
 * keeps the address for the gradient: after a garbage collection it is wrong, without an error. So no class may compute
 * with arrays and Java numbers. ({@code clip} is safe: torch takes its limits by value.)
 */
class EngineMemoryTest {

	private static final ArchRule RULE = noClasses().should().callMethodWhere(describe("computes with a Java number",
		EngineMemoryTest::computesWithNumber));

	private static boolean computesWithNumber(JavaMethodCall call) {
		var target = call.getTarget();
		boolean arrays = target.getOwner().isEquivalentTo(NDArray.class) || target.getOwner().isEquivalentTo(NDArrays.class);
		boolean number = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Number.class));
		boolean relu6 = target.getOwner().isEquivalentTo(Activation.class) && target.getName().startsWith("relu6");
		return relu6 || arrays && number && !target.getName().equals("clip");
	}

	@Test
	void noArithmeticWithJavaNumbers() {
		RULE.check(ProgramClasses.all());
	}

	@Test
	void arithmeticWithJavaNumbersIsFound() {
		var result = RULE.evaluate(new ClassFileImporter().importClasses(Offender.class));
		assertTrue(result.hasViolation());
		assertEquals(3, result.getFailureReport().getDetails().size());
	}

	@SuppressWarnings("unused")
	private static final class Offender {

		static NDArray compute(NDArray x) {
			return Activation.relu6(NDArrays.sub(1, x.mul(2))).clip(0, 6).add(x);
		}
	}
}
