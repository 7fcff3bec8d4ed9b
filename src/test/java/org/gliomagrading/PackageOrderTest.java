package org.gliomagrading;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** A package may use only those listed before it, so that a patient's data passes through the packages once, forwards. */
class PackageOrderTest {

	private static final List<String> ORDER = Arrays.asList("io", "nifti", "volume", "cohort", "slice", "network",
		"weights", "model", "prediction", "inference", "statistics", "evaluation", "published", "fusion", "training",
		"study", "report", "phantom", "command", "launcher");

	private static final JavaClasses CLASSES = ProgramClasses.all();

	@Test
	void packagesUseOnlyEarlierOnes() {
		order(ORDER).check(CLASSES);
	}

	@Test
	void reversedOrderIsRefused() {
		List<String> reversed = ORDER.stream().sorted((a, b) -> ORDER.indexOf(b) - ORDER.indexOf(a)).toList();
		assertThrows(AssertionError.class, () -> order(reversed).check(CLASSES));
	}

	/** It is there in profile fiji only, where ScifioPackageTest controls this. */
	@Test
	void nothingUsesScifio() {
		order(ORDER).whereLayer("scifio").mayNotBeAccessedByAnyLayer().whereLayer("scifio").mayOnlyAccessLayers("io",
			"nifti", "volume").check(CLASSES);
	}

	private static LayeredArchitecture order(List<String> order) {
		LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true)
			.ensureAllClassesAreContainedInArchitecture();
		for (String name : order)
			layers = layers.layer(name).definedBy("org.gliomagrading." + name + "..");
		layers = layers.layer("scifio").definedBy("org.gliomagrading.scifio..");
		for (int i = 0; i < order.size(); i++) {
			List<String> later = new ArrayList<>(order.subList(i + 1, order.size()));
			later.add("scifio");
			layers = layers.whereLayer(order.get(i)).mayOnlyBeAccessedByLayers(later.toArray(String[]::new));
		}
		return layers;
	}
}
