package org.gliomagrading.weights;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.io.Progress;

/**
 * One request for a file, or for the rest of one. Its bytes come through a short queue, so that the thread that asked can
 * report progress, stop when the user asks, and give up when nothing comes any more.
 */
final class Transfer {

	/** A server's answer that is no content. */
	static final class Refusal extends IOException {

		private static final long serialVersionUID = 1L;

		private final int status;

		Refusal(int status) {
			super("the server answers with status " + status);
			this.status = status;
		}

		int status() {
			return status;
		}
	}

	private static final int OK = 200;
	private static final int PARTIAL = 206;
	private static final int CHUNKS = 64;
	private static final long POLL_MS = 100;
	private static final long MB = 1_000_000;
	private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

	private final BlockingQueue<Optional<byte[]>> chunks = new ArrayBlockingQueue<>(CHUNKS);
	private final FileChannel file;
	private final Duration patience;
	private final Progress progress;
	private volatile HttpResponse.ResponseInfo answer;
	private volatile boolean stopped;

	/**
	 * @param file has the content's first bytes, or none; gets the others
	 * @param patience how long to wait for the next bytes
	 * @param progress told of megabytes
	 */
	Transfer(FileChannel file, Duration patience, Progress progress) {
		this.file = file;
		this.patience = patience;
		this.progress = progress;
	}

	/**
	 * Fetches what the file lacks.
	 *
	 * @param client sends the request
	 * @param request asks for the content, without a range
	 * @param limit most bytes that it may have
	 * @throws IOException if the server refuses, the connection breaks, or the content is longer than the limit; the file
	 *           keeps what has come
	 */
	void run(HttpClient client, HttpRequest.Builder request, long limit) throws IOException {
		if (file.size() > 0) request.setHeader("Range", "bytes=" + file.size() + "-");
		CompletableFuture<HttpResponse<Void>> response = client.sendAsync(request.build(), info -> {
			answer = info;
			boolean content = info.statusCode() == OK || info.statusCode() == PARTIAL;
			return content ? BodySubscribers.ofByteArrayConsumer(this::put) : BodySubscribers.discarding();
		});
		try {
			// Bytes come behind the answer; one that has none ends with an exception here.
			Optional<byte[]> chunk = next(response, 0);
			long total = begin();
			if (total > limit) throw new IOException("it has " + total + " bytes, more than a file of weights");
			file.position(file.size());
			while (chunk.isPresent()) {
				if (file.size() + chunk.get().length > limit) throw new IOException("it has more bytes than a file of weights");
				ByteBuffer bytes = ByteBuffer.wrap(chunk.get());
				while (bytes.hasRemaining())
					file.write(bytes);
				chunk = next(response, total);
			}
			if (total > 0 && file.size() != total) throw new IOException("the connection ended early");
		}
		finally {
			stopped = true;
			response.cancel(true);
		}
	}

	/** Called by the connection's thread: it waits while the queue is full, so that memory does not fill. */
	private void put(Optional<byte[]> chunk) {
		try {
			boolean done = false;
			while (!stopped && !done)
				done = chunks.offer(chunk, POLL_MS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits for the next bytes; none at the end. */
	private Optional<byte[]> next(CompletableFuture<HttpResponse<Void>> response, long total) throws IOException {
		long start = System.nanoTime();
		while (System.nanoTime() - start < patience.toNanos()) {
			progress.report(file.size() / MB, total / MB, total > 0 ? "MB of " + total / MB + " fetched" : "connecting");
			Optional<byte[]> chunk = poll();
			if (chunk != null) return chunk;
			if (answer != null && answer.statusCode() != OK && answer.statusCode() != PARTIAL) throw new Refusal(answer
				.statusCode());
			if (response.isCompletedExceptionally()) throw cause(response);
		}
		throw new IOException("nothing came for " + patience.toSeconds() + " seconds");
	}

	private Optional<byte[]> poll() throws IOException {
		try {
			return chunks.poll(POLL_MS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		}
	}

	private static IOException cause(CompletableFuture<?> response) {
		try {
			response.join();
			throw new IllegalStateException("It has not failed");
		}
		catch (CompletionException e) {
			return e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
		}
	}

	/** The length in all, 0 where the server does not say. A server may send everything in the place of the rest. */
	private long begin() throws IOException {
		if (answer.statusCode() == OK) {
			file.truncate(0);
			return answer.headers().firstValueAsLong("Content-Length").orElse(0);
		}
		Matcher range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
		if (!range.matches() || Long.parseLong(range.group(1)) != file.size()) throw new IOException(
			"the server sent another part than was asked for");
		return Long.parseLong(range.group(2));
	}
}
