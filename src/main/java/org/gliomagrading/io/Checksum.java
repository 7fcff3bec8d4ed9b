package org.gliomagrading.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a publisher prints of a file, so that a damaged copy is told from a good one.
 *
 * @param kind how it is computed
 * @param digits hexadecimal digits, in lower case
 */
public record Checksum(Kind kind, String digits) {

	private static final String SHA_256 = "SHA-256";

	/** The kinds that publishers of weights print. */
	public enum Kind {

		/** The first digits of SHA-256, as torchvision has them in its file names. */
		SHA256_PREFIX(SHA_256, "[0-9a-f]{8,64}"),

		/** MD5, as Keras has it in its source. */
		MD5("MD5", "[0-9a-f]{32}");

		private final String algorithm;
		private final String digits;

		Kind(String algorithm, String digits) {
			this.algorithm = algorithm;
			this.digits = digits;
		}

		/** @return the word in tables */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
	}

	/**
	 * @param kind a kind's word
	 * @param digits hexadecimal digits, as many as the kind has
	 * @return the checksum
	 * @throws InputException if there is no such kind, or the digits are not its
	 */
	public static Checksum of(String kind, String digits) throws InputException {
		for (Kind each : Kind.values())
			if (each.word().equals(kind) && digits.matches(each.digits)) return new Checksum(each, digits);
		throw new InputException("'" + digits + "' is no checksum of kind '" + kind + "'; known kinds are: " + Arrays.stream(
			Kind.values()).map(Kind::word).collect(Collectors.joining(", ")));
	}

	/**
	 * @param file a file
	 * @return whether it is the file that the checksum was computed of
	 * @throws IOException if it cannot be read
	 */
	public boolean matches(Path file) throws IOException {
		return digest(file, kind.algorithm).startsWith(digits);
	}

	/**
	 * @param file a file
	 * @return its SHA-256, 64 hexadecimal digits
	 * @throws IOException if it cannot be read
	 */
	public static String sha256(Path file) throws IOException {
		return digest(file, SHA_256);
	}

	/**
	 * @param text a text
	 * @return the SHA-256 of its UTF-8, 64 hexadecimal digits
	 */
	public static String sha256(String text) {
		try {
			return digest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), SHA_256);
		}
		catch (IOException e) {
			throw new IllegalStateException("Memory can be read", e);
		}
	}

	private static String digest(Path file, String algorithm) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return digest(in, algorithm);
		}
	}

	private static String digest(InputStream in, String algorithm) throws IOException {
		try (DigestOutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), newDigest(algorithm))) {
			in.transferTo(digest);
			return HexFormat.of().formatHex(digest.getMessageDigest().digest());
		}
	}

	/** @return computes the SHA-256 of what it is given piece by piece */
	public static MessageDigest newSha256() {
		return newDigest(SHA_256);
	}

	private static MessageDigest newDigest(String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm);
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has " + algorithm, e);
		}
	}
}
