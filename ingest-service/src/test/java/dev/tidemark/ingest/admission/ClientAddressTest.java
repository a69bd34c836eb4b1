package dev.tidemark.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private final ClientAddress behindProxies =
            new ClientAddress(() -> Optional.of(Stream.of("10.0.0.0/8", " 192.0.2.7", "2001:db8::/32")
                    .map(Network::of)
                    .toList()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "203.0.113.9 | 1.2.3.4 | 203.0.113.9",
                "10.0.0.1 | none | 10.0.0.1",
                "10.0.0.1 | 1.2.3.4 | 1.2.3.4",
                "10.0.0.1 | 6.6.6.6, 1.2.3.4 | 1.2.3.4",
                "10.0.0.1 | 6.6.6.6, 1.2.3.4, 192.0.2.7, 10.9.9.9 | 1.2.3.4",
                "10.0.0.1 | 1.2.3.4:5678 | 1.2.3.4",
                "10.0.0.1 | [2001:dead::1]:99, 2001:db8::5 | 2001:dead::1",
                "10.0.0.1 | evil.example.org | 10.0.0.1",
                "10.0.0.1 | 1.2.3.4.5 | 10.0.0.1",
                "10.0.0.1 | '' | 10.0.0.1",
                "10.0.0.1 | 10.0.0.2, 10.0.0.3 | 10.0.0.1",
            })
    void itIsTheLastHopThatIsNoProxyOfOurs(String peer, String forwarded, String client) {
        assertThat(behindProxies.of(peer, forwarded == null ? List.of() : List.of(forwarded)))
                .isEqualTo(client);
    }

    @Test
    void anAddressOfIpv6CountsAsItsNetworkAndOneOfIpv4AsItselfHoweverWritten() {
        assertThat(ClientAddress.whole("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(ClientAddress.whole("2001:db8:1:2::9"))
                .isNotEqualTo(ClientAddress.whole("2001:db8:1:3::9"));
        assertThat(ClientAddress.whole("1.2.3.4")).isEqualTo("1.2.3.4");
        assertThat(behindProxies.of("::ffff:10.0.0.1", List.of("1.2.3.4"))).isEqualTo("1.2.3.4");
    }

    @Test
    void withoutProxiesNobodyIsBelieved() {
        assertThat(new ClientAddress(Optional::empty).of("10.0.0.1", List.of("1.2.3.4")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void whatIsNoNetworkIsRefusedAtStart() {
        assertThatThrownBy(() -> Network.of("proxy.example.org")).hasMessageContaining("proxy.example.org");
    }
}
