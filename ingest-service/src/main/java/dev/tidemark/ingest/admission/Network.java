package dev.tidemark.ingest.admission;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Addresses of one network, or a single one.
///
/// @param rule tells which they are
public record Network(IpSubnetFilterRule rule) {
    /// Reads one: `10.0.0.0/8`, `192.0.2.7`, `2001:db8::/32`.
    ///
    /// @throws IllegalArgumentException when the text is none
    public static Network of(String text) {
        try {
            String[] parts = text.strip().split("/", 2);
            InetAddress address = parse(parts[0]);
            if (address == null) {
                throw new IllegalArgumentException("no address");
            }
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : address.getAddress().length * 8;
            return new Network(new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("'" + text + "' is no address or network such as 10.0.0.0/8");
        }
    }

    boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }

    /// The address, which is one of IPv4 also where it is written as one of IPv6; null for what is none. Only digits
    /// are read: a name would be looked up.
    static @Nullable InetAddress parse(String text) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(text);
        try {
            return parsed == null ? null : InetAddress.getByAddress(parsed.getAddress());
        } catch (UnknownHostException impossible) {
            return null;
        }
    }
}
