package org.gliomagrading.scifio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.gliomagrading.ProgramClasses;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;

/** Control of what PackageOrderTest says of this package: here it holds classes. */
class ScifioPackageTest {

	private static final JavaClasses CLASSES = ProgramClasses.all();

	@Test
	void useOfAnotherPackageWouldBeNoticed() {
		rule("org.gliomagrading.cohort..").check(CLASSES);
		assertThrows(AssertionError.class, () -> rule("org.gliomagrading.nifti..").check(CLASSES));
	}

	private static ArchRule rule(String forbidden) {
		return noClasses().that().resideInAPackage("org.gliomagrading.scifio").should().dependOnClassesThat()
			.resideInAPackage(forbidden);
	}
}
