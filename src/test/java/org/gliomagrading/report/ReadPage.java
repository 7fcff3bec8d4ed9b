package org.gliomagrading.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a page as XML: what stands in its tables, and what a browser would fetch or run. */
record ReadPage(Document document) {

	/** @throws SAXException if it is not well formed */
	static ReadPage of(String page) throws IOException, SAXException {
		try {
			DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
			builder.setErrorHandler(new DefaultHandler()); // it throws, and prints nothing
			return new ReadPage(builder.parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))));
		}
		catch (ParserConfigurationException e) {
			throw new IllegalStateException(e);
		}
	}

	String text() {
		return document.getDocumentElement().getTextContent();
	}

	List<Element> elements(String name) {
		NodeList found = document.getElementsByTagName(name);
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < found.getLength(); i++)
			elements.add((Element) found.item(i));
		return elements;
	}

	/** The rows of the table that the paragraph of this id names, its head first; what stands small is after a line break. */
	List<List<String>> table(String id) {
		for (Element table : elements("table")) {
			if (!table.getAttribute("aria-labelledby").equals(id)) continue;
			List<List<String>> rows = new ArrayList<>();
			NodeList lines = table.getElementsByTagName("tr");
			for (int i = 0; i < lines.getLength(); i++)
				rows.add(cells(lines.item(i)));
			return rows;
		}
		throw new IllegalArgumentException("There is no table " + id);
	}

	private static List<String> cells(Node row) {
		List<String> cells = new ArrayList<>();
		for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNextSibling()) {
			StringBuilder text = new StringBuilder();
			for (Node part = cell.getFirstChild(); part != null; part = part.getNextSibling())
				text.append(part.getNodeName().equals("span") ? "\n" : "").append(part.getTextContent());
			cells.add(text.toString());
		}
		return cells;
	}

	/** What would be fetched from elsewhere or run, each in a word; empty for a page that is by itself. */
	List<String> dangers() {
		List<String> dangers = new ArrayList<>();
		for (Element element : elements("*")) {
			String name = element.getTagName().toLowerCase();
			if (List.of("script", "link", "iframe", "object", "embed", "base", "form", "img", "use", "foreignobject").contains(
				name)) dangers.add("element " + name);
			for (int i = 0; i < element.getAttributes().getLength(); i++) {
				Node attribute = element.getAttributes().item(i);
				String what = attribute.getNodeName().toLowerCase();
				String value = attribute.getNodeValue().strip();
				if (what.startsWith("on")) dangers.add("attribute " + what);
				if (List.of("src", "srcset", "href", "xlink:href", "action", "data", "poster", "background").contains(what) &&
					!value.startsWith("#") && !value.startsWith("data:image/png;base64,")) dangers.add(what + " " + value);
				if (what.equals("style") && value.contains("url(")) dangers.add("style " + value);
				if (what.equals("http-equiv") && value.equalsIgnoreCase("refresh")) dangers.add("refresh");
			}
			if (name.equals("style") && element.getTextContent().matches("(?s).*(url\\(|@import).*")) dangers.add("style sheet");
		}
		return dangers;
	}
}
