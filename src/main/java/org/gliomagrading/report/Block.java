package org.gliomagrading.report;

/** A part of a section. */
sealed interface Block permits Block.Paragraph, Block.LeftOut, Block.Listing, ReportTable, Figure {

	/**
	 * Words.
	 *
	 * @param text them
	 */
	record Paragraph(String text) implements Block {
	}

	/**
	 * A file as it stands, shown only when asked.
	 *
	 * @param title what it is
	 * @param text its content
	 */
	record Listing(String title, String text) implements Block {
	}

	/**
	 * What a study folder does not have stands as a line in its place.
	 *
	 * @param what the part that is left out
	 * @param reason why
	 */
	record LeftOut(String what, String reason) implements Block {
	}
}
