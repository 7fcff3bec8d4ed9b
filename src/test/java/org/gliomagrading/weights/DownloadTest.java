package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.PublishedWeights;
import org.gliomagrading.slice.Normalization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

	private static final String NAME = "network.pth";
	private static final int HALF = 1_600_000;

	@TempDir
	private Path folder;
	private Path cache;
	private byte[] content;
	private WeightServer server;

	@BeforeEach
	void start() throws IOException {
		cache = folder.resolve("cache");
		content = new byte[2 * HALF];
		new Random(1).nextBytes(content);
		server = new WeightServer(content);
	}

	@AfterEach
	void stop() {
		server.close();
	}

	@Test
	void aFileIsFetchedOnce() throws IOException {
		AtomicLong most = new AtomicLong();
		Path file = download().fetch(weights(), cache, (done, total, what) -> most.set(Math.max(most.get(), 10 * done + total)));
		assertArrayEquals(content, Files.readAllBytes(file));
		assertEquals(10 * 3 + 3, most.get(), "3 of 3 MB");
		assertEquals(file, download().fetch(weights(), cache, Progress.NONE));
		assertEquals(List.of("/network.pth "), server.requests);
		assertOnly(NAME);
	}

	@Test
	void aBrokenConnectionIsTakenUpAgain() throws IOException {
		server.breaksAfter = HALF;
		assertArrayEquals(content, Files.readAllBytes(download().fetch(weights(), cache, Progress.NONE)));
		assertEquals(2, server.requests.size(), server.requests::toString);
		assertTrue(server.requests.get(1).matches("/network.pth bytes=\\d{6,}-"), server.requests.get(1));
		assertOnly(NAME);
	}

	@Test
	void theNextRunGoesOnWhereTheLastOneEnded() throws IOException {
		Files.createDirectories(cache);
		Files.write(cache.resolve(NAME + ".part"), Arrays.copyOf(content, 1000));
		server.breaksAfter = 0;
		server.breaksOnce = false;
		assertFails("run again to go on");
		assertEquals(1000, Files.size(cache.resolve(NAME + ".part")));
		assertFalse(Files.exists(cache.resolve(NAME)));
		server.breaksAfter = -1;
		assertArrayEquals(content, Files.readAllBytes(download().fetch(weights(), cache, Progress.NONE)));
		assertEquals("/network.pth bytes=1000-", server.requests.get(server.requests.size() - 1));
	}

	@Test
	void aServerWithoutRangesSendsAllAgain() throws IOException {
		server.knowsRanges = false;
		server.breaksAfter = HALF;
		assertArrayEquals(content, Files.readAllBytes(download().fetch(weights(), cache, Progress.NONE)));
		assertEquals(2, server.requests.size());
	}

	/** What is there is longer than the file: it is of another one. */
	@Test
	void aPartThatCannotBeGoneOnWithIsFetchedAnew() throws IOException {
		Files.createDirectories(cache);
		Files.write(cache.resolve(NAME + ".part"), new byte[content.length + 1]);
		assertArrayEquals(content, Files.readAllBytes(download().fetch(weights(), cache, Progress.NONE)));
	}

	@Test
	void aWrongChecksumLeavesNothing() throws IOException {
		PublishedWeights wrong = weights(server.address(NAME), new Checksum(Checksum.Kind.SHA256_PREFIX, "01234567"));
		String message = assertThrows(InputException.class, () -> download().fetch(wrong, cache, Progress.NONE)).getMessage();
		assertEquals(server.address(NAME) + ": what came has not the checksum that its publisher prints (01234567); run " +
			"again, or fetch it in another way and give it with file=" + NAME, message);
		assertOnly();
		PublishedWeights md5 = weights(server.address(NAME), new Checksum(Checksum.Kind.MD5, "0".repeat(32)));
		assertThrows(InputException.class, () -> download().fetch(md5, cache, Progress.NONE));
		assertOnly();
	}

	@Test
	void aDamagedFileIsFetchedAgain() throws IOException {
		Files.createDirectories(cache);
		Files.write(cache.resolve(NAME), Arrays.copyOf(content, HALF));
		assertArrayEquals(content, Files.readAllBytes(download().fetch(weights(), cache, Progress.NONE)));
	}

	@Test
	void whatTheServerRefusesIsToldInOneLine() throws IOException {
		server.status = 404;
		assertFails("cannot be fetched: the server answers with status 404; run again to go on, or fetch that address in " +
			"another way and give it with file=network.pth");
		server.status = 407;
		assertFails("the proxy asks for a password");
		server.status = 200;
		server.claimedLength = 3_000_000_000L;
		assertFails("it has 3000000000 bytes, more than a file of weights");
	}

	@Test
	void withoutNetworkItSaysWhatToFetchFromWhere() {
		server.close();
		assertFails("there is no connection to");
		PublishedWeights nowhere = weights("http://weights.invalid/" + NAME, checksum());
		assertTrue(assertThrows(InputException.class, () -> download().fetch(nowhere, cache, Progress.NONE)).getMessage()
			.startsWith("http://weights.invalid/network.pth: cannot be fetched: there is no connection to weights.invalid"));
	}

	@Test
	void aServerThatFallsSilentIsGivenUp() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			PublishedWeights weights = weights("http://localhost:" + silent.getLocalPort() + "/" + NAME, checksum());
			Download impatient = new Download(direct(), Duration.ofSeconds(1));
			String message = assertThrows(InputException.class, () -> impatient.fetch(weights, cache, Progress.NONE)).getMessage();
			assertTrue(message.contains("nothing came for 1 seconds"), message);
		}
	}

	@Test
	void stoppingKeepsWhatHasCome() throws IOException {
		assertThrows(CancellationException.class, () -> download().fetch(weights(), cache, (done, total, what) -> {
			if (done > 0) throw new CancellationException();
		}));
		assertOnly(NAME + ".part");
		assertTrue(Files.size(cache.resolve(NAME + ".part")) > 0);
	}

	@Test
	void twoDownloadsOfOneFileDoNotMix() throws IOException {
		Files.createDirectories(cache);
		try (FileChannel part = FileChannel.open(cache.resolve(NAME + ".part"), StandardOpenOption.CREATE,
			StandardOpenOption.WRITE); FileLock lock = part.lock())
		{
			assertTrue(lock.isValid());
			assertFails("another download of this file is running");
		}
	}

	@Test
	void redirectionsAreFollowed() throws IOException {
		PublishedWeights moved = weights(server.address("moved/" + NAME), checksum());
		assertArrayEquals(content, Files.readAllBytes(download().fetch(moved, cache, Progress.NONE)));
		assertEquals(2, server.requests.size());
	}

	/** The address has no server: the proxy has the file. */
	@Test
	void proxiesOfTheEnvironmentAndOfJavaAreUsed() throws IOException {
		PublishedWeights nowhere = weights("http://weights.invalid/" + NAME, checksum());
		ProxySelector environment = new ProxySettings(null, Map.of("http_proxy", server.address(""))::get);
		new Download(environment, Duration.ofSeconds(20)).fetch(nowhere, cache, Progress.NONE);
		assertEquals(List.of("http://weights.invalid/network.pth "), server.requests);
		Files.delete(cache.resolve(NAME));
		ProxySelector java = new ProxySettings(ProxySelector.of(InetSocketAddress.createUnresolved("localhost", server
			.port())), name -> null);
		new Download(java, Duration.ofSeconds(20)).fetch(nowhere, cache, Progress.NONE);
		assertEquals(2, server.requests.size());
	}

	@Test
	void theProxyIsTheOneForTheAddress() {
		ProxySelector proxies = new ProxySettings(null, Map.of("HTTPS_PROXY", "proxy.example:3128", "http_proxy",
			"http://other.example", "HTTP_PROXY", "http://wrong.example", "no_proxy", "localhost, .pytorch.org,")::get);
		assertEquals(List.of(proxy("proxy.example", 3128)), proxies.select(URI.create("https://storage.googleapis.com/a")));
		assertEquals(List.of(proxy("other.example", 80)), proxies.select(URI.create("http://storage.googleapis.com/a")));
		assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("https://download.pytorch.org/a")));
		assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("https://pytorch.org/a")));
		assertEquals(List.of(proxy("proxy.example", 3128)), proxies.select(URI.create("https://notpytorch.org/a")));
		ProxySelector all = new ProxySettings(direct(), Map.of("all_proxy", "http://all.example:1")::get);
		assertEquals(List.of(proxy("all.example", 1)), all.select(URI.create("https://pytorch.org/a")));
		ProxySelector none = new ProxySettings(direct(), Map.of("HTTP_PROXY", "http://wrong.example")::get);
		assertEquals(List.of(Proxy.NO_PROXY), none.select(URI.create("http://pytorch.org/a")));
	}

	@Test
	void whatIsPublishedByHandIsNotTried() throws IOException {
		PublishedWeights byHand = Architecture.of("Rad-ResNet50").weights();
		String message = assertThrows(InputException.class, () -> download().fetch(byHand, cache, Progress.NONE)).getMessage();
		assertEquals("no program can fetch ResNet50.pt: open " + byHand.address() + " in a browser, save it, unpack " +
			"ResNet50.pt where it is in an archive, and give it with file=", message);
		assertFalse(Files.exists(cache));
	}

	@Test
	void theCacheIsWhereTheUserSays() {
		Path home = Path.of("home");
		assertEquals(Path.of("elsewhere"), Download.cache(Map.of("GLIOMA_CACHE_DIR", "elsewhere")::get, home));
		assertEquals(Path.of("home/.glioma-grading/weights"), Download.cache(name -> null, home));
	}

	private void assertFails(String problem) {
		String message = assertThrows(InputException.class, () -> download().fetch(weights(), cache, Progress.NONE))
			.getMessage();
		assertTrue(message.contains(problem), message);
		assertFalse(Files.exists(cache.resolve(NAME)));
	}

	private void assertOnly(String... names) throws IOException {
		try (var files = Files.list(cache)) {
			assertEquals(List.of(names), files.map(file -> file.getFileName().toString()).toList());
		}
	}

	private static Download download() {
		return new Download(direct(), Duration.ofSeconds(20));
	}

	/** No proxy, whatever the machine that runs the tests has. */
	private static ProxySelector direct() {
		return ProxySelector.of(null);
	}

	private PublishedWeights weights() {
		return weights(server.address(NAME), checksum());
	}

	private Checksum checksum() {
		try {
			Path copy = Files.write(folder.resolve("copy"), content);
			return new Checksum(Checksum.Kind.SHA256_PREFIX, Checksum.sha256(copy).substring(0, 8));
		}
		catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	private static PublishedWeights weights(String address, Checksum checksum) {
		return new PublishedWeights(address, NAME, Optional.of(checksum), "BSD-3-Clause", new Normalization(1, List.of(0d),
			List.of(1d)));
	}

	private static Proxy proxy(String host, int port) {
		return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
	}
}
