package dev.tidemark.ingest.admission;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a request comes from, for the limits by address. Behind trusted proxies it is the last hop in
/// `X-Forwarded-For` that none of them is: whatever stands further left, the client may have written itself.
@Startup
@ApplicationScoped
public class ClientAddress {
    private final List<IpSubnetFilterRule> trusted;

    /// Which proxies are believed.
    @ConfigMapping(prefix = "tidemark.proxies")
    interface Proxies {
        /// Addresses or networks, as `10.0.0.0/8, 192.0.2.7`. Without any, the peer of the connection is the client.
        @WithName("trusted")
        Optional<List<String>> trusted();
    }

    ClientAddress(Proxies proxies) {
        this.trusted = proxies.trusted().orElse(List.of()).stream()
                .map(ClientAddress::network)
                .toList();
    }

    /// The address from which a request comes.
    public String of(HttpServerRequest request) {
        String peer = request.connection().remoteAddress().hostAddress();
        return whole(of(peer == null ? "unknown" : peer, request.headers().getAll("X-Forwarded-For")));
    }

    /// What one customer of a provider usually has: an address of IPv4, the first half of one of IPv6.
    static String whole(String address) {
        InetAddress parsed = parse(address);
        return parsed instanceof Inet6Address ? HexFormat.of().formatHex(parsed.getAddress(), 0, 8) + "::/64" : address;
    }

    /// The address, which is one of IPv4 also where it is written as one of IPv6; null for what is none.
    private static @Nullable InetAddress parse(String text) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(text);
        try {
            return parsed == null ? null : InetAddress.getByAddress(parsed.getAddress());
        } catch (UnknownHostException impossible) {
            return null;
        }
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
            if (parse(address) == null) {
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
        InetAddress parsed = parse(address);
        return parsed != null
                && trusted.stream().anyMatch(network -> network.matches(new InetSocketAddress(parsed, 0)));
    }

    /// `192.0.2.7` of `192.0.2.7:1234`, `2001:db8::1` of `[2001:db8::1]:1234`.
    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.indexOf(']') > 0) {
            return hop.substring(1, hop.indexOf(']'));
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static IpSubnetFilterRule network(String text) {
        try {
            String[] parts = text.strip().split("/", 2);
            InetAddress address = parse(parts[0]);
            if (address == null) {
                throw new IllegalArgumentException("no address");
            }
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : address.getAddress().length * 8;
            return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException notANetwork) {
            throw new IllegalArgumentException(
                    "tidemark.proxies.trusted has '" + text + "', which is no address or network such as 10.0.0.0/8",
                    notANetwork);
        }
    }
}
