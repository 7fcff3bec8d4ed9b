package org.gliomagrading;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes of the program, without those of its tests, for rules about them. */
public final class ProgramClasses {

	private ProgramClasses() {
		// only static methods
	}

	/** @return all classes; by ArchUnit's own option, tests would be known in folder {@code target} alone */
	public static JavaClasses all() {
		return new ClassFileImporter().withImportOption(location -> !location.contains("/test-classes/")).importPackages(
			"org.gliomagrading");
	}
}
