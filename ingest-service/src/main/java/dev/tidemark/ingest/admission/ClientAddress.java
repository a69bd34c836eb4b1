package dev.tidemark.ingest.admission;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Where a request comes from, for the limits by address. Behind trusted proxies it is the last hop in
/// `X-Forwarded-For` that none of them is: whatever stands further left, the client may have written itself.
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
        if (peer == null) {
            return "unknown";
        }
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        List<String> hops = request.headers().getAll("X-Forwarded-For").stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        for (String hop : hops.reversed()) {
            if (!isAddress(hop)) {
                return peer;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return peer;
    }

    private boolean isTrusted(String address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return !socket.isUnresolved() && trusted.stream().anyMatch(network -> network.matches(socket));
    }

    /// Only digits: a name would be looked up.
    private static boolean isAddress(String text) {
        return text.length() <= 45 && text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    }

    private static IpSubnetFilterRule network(String text) {
        try {
            String[] parts = text.strip().split("/", 2);
            InetAddress address = InetAddress.getByName(parts[0]);
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : address.getAddress().length * 8;
            return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
        } catch (UnknownHostException | IllegalArgumentException notANetwork) {
            throw new IllegalArgumentException(
                    "tidemark.proxies.trusted has '" + text + "', which is no address or network such as 10.0.0.0/8",
                    notANetwork);
        }
    }
}
