package org.gliomagrading.report;

import java.util.List;

/**
 * A section of the report.
 *
 * @param id its anchor on the page
 * @param title its heading
 * @param blocks what it holds
 */
record Section(String id, String title, List<Block> blocks) {

	/** Copies the list. */
	Section {
		blocks = List.copyOf(blocks);
	}
}
