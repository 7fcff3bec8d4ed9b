package org.gliomagrading;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** A package may use only those listed before it, so that a patient's data passes through the packages once, forwards. */
class PackageOrderTest {

	private static final List<String> ORDER = Arrays.asList("io", "nifti", "volume", "cohort", "slice", "network",
		"weights", "model", "prediction", "inference", "evaluation", "fusion", "training", "study", "report", "phantom",
		"command", "launcher");

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(
		new ImportOption.DoNotIncludeTests()).importPackages("org.gliomagrading");

	@Test
	void packagesUseOnlyEarlierOnes() {
		order(ORDER).check(CLASSES);
	}

	@Test
	void reversedOrderIsRefused() {
		List<String> reversed = ORDER.stream().sorted((a, b) -> ORDER.indexOf(b) - ORDER.indexOf(a)).toList();
		assertThrows(AssertionError.class, () -> order(reversed).check(CLASSES));
	}

	private static LayeredArchitecture order(List<String> order) {
		LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true)
			.ensureAllClassesAreContainedInArchitecture();
		for (String name : order)
			layers = layers.layer(name).definedBy("org.gliomagrading." + name + "..");
		for (int i = 0; i < order.size(); i++) {
			String[] later = order.subList(i + 1, order.size()).toArray(String[]::new);
			layers = later.length == 0 ? layers.whereLayer(order.get(i)).mayNotBeAccessedByAnyLayer() : layers.whereLayer(
				order.get(i)).mayOnlyBeAccessedByLayers(later);
		}
		return layers;
	}
}
