package org.gliomagrading.weights;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A web server on this machine that has one file, and goes wrong as a test asks for. It is a proxy, too. */
final class WeightServer implements AutoCloseable {

	/** Requests as {@code address range}; an empty range asks for all. */
	final List<String> requests = new CopyOnWriteArrayList<>();

	/** How many bytes come before the connection breaks; none break off where it is negative. */
	volatile int breaksAfter = -1;

	/** Whether it breaks once only. */
	volatile boolean breaksOnce = true;

	/** What it answers in place of the file, if it is not 200. */
	volatile int status = 200;

	/** Whether it sends the rest where a range asks for it. */
	volatile boolean knowsRanges = true;

	/** How long it says that the file is; as long as it is where this is 0. */
	volatile long claimedLength;

	private final byte[] content;
	private final HttpServer server;

	WeightServer(byte[] content) throws IOException {
		this.content = content;
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newCachedThreadPool(task -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}));
		server.createContext("/", this::answer);
		server.start();
	}

	int port() {
		return server.getAddress().getPort();
	}

	String address(String file) {
		return "http://" + server.getAddress().getHostString() + ":" + port() + "/" + file;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String range = exchange.getRequestHeaders().getFirst("Range");
		requests.add(exchange.getRequestURI() + " " + (range == null ? "" : range));
		if (exchange.getRequestURI().getPath().startsWith("/moved/")) {
			exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getPath().substring("/moved".length()));
			exchange.sendResponseHeaders(302, -1);
			exchange.close();
			return;
		}
		int first = range == null || !knowsRanges ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
		if (status != 200 || first >= content.length) {
			exchange.sendResponseHeaders(status == 200 ? 416 : status, -1);
			exchange.close();
			return;
		}
		if (first > 0) exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (content.length - 1) + "/" +
			content.length);
		int last = breaksAfter < 0 ? content.length : Math.min(content.length, first + breaksAfter);
		exchange.sendResponseHeaders(first > 0 ? 206 : 200, claimedLength > 0 ? claimedLength : content.length - first);
		exchange.getResponseBody().write(content, first, last - first);
		exchange.getResponseBody().flush();
		if (breaksOnce) breaksAfter = -1;
		exchange.close();
	}

	@Override
	public void close() {
		server.stop(0);
	}
}
