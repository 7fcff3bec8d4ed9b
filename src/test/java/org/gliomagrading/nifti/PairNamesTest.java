package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairNamesTest {

	@ParameterizedTest
	@CsvSource({ "a.hdr, true, false", "a.IMG.gz, false, true", "a.hdr.gz, true, false", "a.img, false, true",
		"hdr, false, false", "a.hdr.zip, false, false", "a.nii, false, false" })
	void endsTellTheFilesOfPairs(String name, boolean header, boolean voxels) {
		assertEquals(header, PairNames.isHeader(name));
		assertEquals(voxels, PairNames.isVoxels(name));
	}

	/** The capital I with a dot becomes two characters in lower case. */
	@Test
	void partnersTheLikeliestFirst() {
		assertEquals(List.of("a.b.img", "a.b.IMG", "a.b.img.gz", "a.b.IMG.GZ"), PairNames.partners("a.b.hdr"));
		assertEquals(List.of("A.HDR.GZ", "A.hdr.gz", "A.HDR", "A.hdr"), PairNames.partners("A.IMG.GZ"));
		assertEquals("\u0130\u0130.img", PairNames.partners("\u0130\u0130.hdr").get(0));
	}
}
