package dev.tidemark.ingest.admission;

import dev.tidemark.access.config.Example;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a request comes from, for the limits by address. Behind trusted proxies it is the last hop in
/// `X-Forwarded-For` that none of them is: whatever stands further left, the client may have written itself.
@Startup
@ApplicationScoped
public class ClientAddress {
    private final List<Network> trusted;

    /// Which proxies are believed.
    @ConfigMapping(prefix = "tidemark.proxies")
    public interface Proxies {
        /// Addresses or networks whose `X-Forwarded-For` is believed. Without any, the peer of the connection is the
        /// client.
        @Example("10.0.0.0/8,192.0.2.7")
        Optional<List<Network>> trusted();
    }

    ClientAddress(Proxies proxies) {
        this.trusted = proxies.trusted().orElse(List.of());
    }

    /// The address from which a request comes.
    public String of(HttpServerRequest request) {
        String peer = request.connection().remoteAddress().hostAddress();
        return whole(of(peer == null ? "unknown" : peer, request.headers().getAll("X-Forwarded-For")));
    }

    /// What one customer of a provider usually has: an address of IPv4, the first half of one of IPv6.
    static String whole(String address) {
        InetAddress parsed = Network.parse(address);
        return parsed instanceof Inet6Address ? HexFormat.of().formatHex(parsed.getAddress(), 0, 8) + "::/64" : address;
    }

    String of(String peer, List<String> forwarded) {
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        List<String> hops = forwarded.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            String address = withoutPort(hop);
            if (Network.parse(address) == null) {
                return peer;
            }
            if (!isTrusted(address)) {
                return address;
            }
        }
        return peer;
    }

    /// Only ever an address in digits: a name would be looked up.
    private boolean isTrusted(String address) {
        InetAddress parsed = Network.parse(address);
        return parsed != null && trusted.stream().anyMatch(network -> network.contains(parsed));
    }

    /// `192.0.2.7` of `192.0.2.7:1234`, `2001:db8::1` of `[2001:db8::1]:1234`.
    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.indexOf(']') > 0) {
            return hop.substring(1, hop.indexOf(']'));
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
