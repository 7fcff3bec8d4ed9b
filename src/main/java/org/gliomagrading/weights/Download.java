package org.gliomagrading.weights;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Reason;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.network.PublishedWeights;

/**
 * Fetches published weights into a folder where they stay: a file is there whole and with its publisher's checksum, or not
 * at all. What an interrupted download leaves, {@code NAME.part}, is where the next one goes on.
 */
public final class Download {

	/** The environment variable that names the folder, where the user does not. */
	public static final String CACHE_VARIABLE = "GLIOMA_CACHE_DIR";

	/** Longer than any file of weights of a network of the catalogue, which have up to 0.4 GB. */
	private static final long MAX_LENGTH = 2_000_000_000L;

	/** A broken connection is taken up again as often as it brings something, but no more than this. */
	private static final int ATTEMPTS = 10;

	private static final int RANGE_NOT_SATISFIABLE = 416;
	private static final int PROXY_PASSWORD = 407;

	private final HttpClient client;
	private final Duration patience;

	/**
	 * By the proxy that Java's properties or the environment name.
	 */
	public Download() {
		this(new ProxySettings(ProxySelector.getDefault(), System::getenv), Duration.ofSeconds(60));
	}

	/**
	 * @param proxies finds the proxy for an address
	 * @param patience how long to wait for an answer or for the next bytes
	 */
	Download(ProxySelector proxies, Duration patience) {
		this.patience = patience;
		// HTTP/1.1: a range of a large file gains nothing by the other, and every proxy knows it.
		client = HttpClient.newBuilder().proxy(proxies).connectTimeout(patience).version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NORMAL).build();
	}

	/**
	 * @param environment gives the value of an environment variable, null where it is not set
	 * @param home the user's own folder
	 * @return the folder for weights where the user names none
	 */
	public static Path cache(UnaryOperator<String> environment, Path home) {
		String folder = environment.apply(CACHE_VARIABLE);
		return folder == null || folder.isBlank() ? home.resolve(".glioma-grading").resolve("weights") : Path.of(folder);
	}

	/**
	 * @param weights what to fetch
	 * @param folder where it shall be; made where it is missing
	 * @param progress told of each megabyte; may stop the work, which the next download takes up again
	 * @return the file, fetched now or before
	 * @throws InputException if it cannot be fetched; the message says what to do instead
	 * @throws IOException if the folder cannot be written to
	 */
	public Path fetch(PublishedWeights weights, Path folder, Progress progress) throws IOException {
		if (!weights.isDirect()) throw new InputException("no program can fetch " + weights.file() + ": open " + weights
			.address() + " in a browser, save it, unpack " + weights.file() + " where it is in an archive, and give it with file=");
		Path file = WholeFile.makeFolder(folder).resolve(weights.file());
		if (Files.isRegularFile(file) && isWhole(weights, file)) return file;
		Path part = folder.resolve(weights.file() + ".part");
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
				FileLock lock = lock(channel))
		{
			if (lock == null) throw new InputException(part, "another download of this file is running; wait for its end");
			fetch(weights, channel, progress);
		}
		if (!isWhole(weights, part)) {
			Files.delete(part);
			throw new InputException(weights.address() + ": what came has not the checksum that its publisher prints (" + weights
				.checksum().orElseThrow().digits() + "); run again, or fetch it in another way and give it with file=" + weights.file());
		}
		Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		return file;
	}

	private static boolean isWhole(PublishedWeights weights, Path file) throws IOException {
		return weights.checksum().isEmpty() || weights.checksum().get().matches(file);
	}

	/** Null where another program, or another thread of this, has it. */
	private static FileLock lock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException e) {
			return null;
		}
	}

	private void fetch(PublishedWeights weights, FileChannel part, Progress progress) throws IOException {
		for (int attempt = 1;; attempt++) {
			long before = part.size();
			try {
				HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(weights.address()));
				new Transfer(part, patience, progress).run(client, request, MAX_LENGTH);
				return;
			}
			catch (Transfer.Refusal e) {
				if (e.status() != RANGE_NOT_SATISFIABLE || before == 0) throw failed(weights, e);
				part.truncate(0); // what is there is no beginning of the file
			}
			catch (IOException e) {
				if (part.size() <= before || attempt == ATTEMPTS) throw failed(weights, e);
			}
		}
	}

	private static InputException failed(PublishedWeights weights, IOException e) {
		boolean offline = e instanceof ConnectException || e instanceof UnknownHostException ||
			e instanceof HttpConnectTimeoutException;
		String reason = offline ? "there is no connection to " + URI.create(weights.address()).getHost() +
			" (for a proxy set https_proxy)" : Reason.of(e);
		if (e instanceof Transfer.Refusal refusal && refusal.status() == PROXY_PASSWORD) reason = "the proxy asks for a password";
		return new InputException(weights.address() + ": cannot be fetched: " + reason +
			"; run again to go on, or fetch that address in another way and give it with file=" + weights.file(), e);
	}
}
