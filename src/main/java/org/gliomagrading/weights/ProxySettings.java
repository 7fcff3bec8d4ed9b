package org.gliomagrading.weights;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Finds the proxy for an address: Java's own properties ({@code https.proxyHost}, {@code http.nonProxyHosts}...) where they
 * name one, else the environment variables that other programs use, {@code https_proxy}, {@code http_proxy},
 * {@code all_proxy} and {@code no_proxy}, in small or (but for {@code http_proxy}) capital letters.
 */
final class ProxySettings extends ProxySelector {

	private static final int DEFAULT_PORT = 80;

	private final ProxySelector java;
	private final UnaryOperator<String> environment;

	/**
	 * @param java knows Java's properties; may be null
	 * @param environment gives the value of an environment variable, null where it is not set
	 */
	ProxySettings(ProxySelector java, UnaryOperator<String> environment) {
		this.java = java;
		this.environment = environment;
	}

	@Override
	public List<Proxy> select(URI address) {
		List<Proxy> known = java == null ? List.of() : java.select(address);
		if (known.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) return known;
		return List.of(isExcepted(address.getHost()) ? Proxy.NO_PROXY : proxy(address.getScheme()));
	}

	private Proxy proxy(String scheme) {
		String value = variable(scheme + "_proxy");
		if (value.isEmpty()) value = variable("all_proxy");
		if (value.isEmpty()) return Proxy.NO_PROXY;
		URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
		return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0
			? DEFAULT_PORT : proxy.getPort()));
	}

	/** A web server sets HTTP_PROXY from a header of a request, so nobody takes it from there. */
	private String variable(String name) {
		String value = environment.apply(name);
		if (value == null && !name.equals("http_proxy")) value = environment.apply(name.toUpperCase(Locale.ROOT));
		return value == null ? "" : value.trim();
	}

	/** {@code no_proxy} lists hosts, each with all that ends in it. */
	private boolean isExcepted(String host) {
		return Arrays.stream(variable("no_proxy").split(",")).map(String::trim).filter(each -> !each.isEmpty()).anyMatch(
			each -> each.equals("*") || host.equalsIgnoreCase(each) || ("." + host).toLowerCase(Locale.ROOT).endsWith((each
				.startsWith(".") ? each : "." + each).toLowerCase(Locale.ROOT)));
	}

	@Override
	public void connectFailed(URI address, SocketAddress proxy, IOException e) {
		// the connection's own exception tells
	}
}
