package dev.tidemark.ingest.limits;

import dev.tidemark.access.config.Bounds;
import dev.tidemark.access.config.Example;
import dev.tidemark.common.event.EventReader;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How much may be sent. All but `file` and `redis` may change while the service runs: see [Limits].
@ConfigMapping(prefix = "tidemark.limits")
public interface LimitsConfig {
    /// A properties file with any of these settings, which win over all others; it is looked at every two seconds and
    /// need not be there. In Kubernetes: a mounted ConfigMap.
    @Example("/etc/tidemark/limits/limits.properties")
    Optional<String> file();

    /// A Redis or Valkey whose buckets all instances share; `rediss:` for TLS. Without it each instance counts alone,
    /// so that n of them let n times as much through: in production it is this, or
    /// `TIDEMARK_DEPLOYMENT_INSTANCES=1`.
    @Example("rediss://:password@valkey.example.com:6379")
    Optional<String> redis();

    /// Bounds of one request's body.
    Body body();

    /// How often, and how much in a time. Each is a [Rate], or `off`.
    Rates rate();

    /// Bounds of one request's body.
    interface Body {
        /// The most bytes on the wire. More memory is held per request the higher this is.
        @WithDefault("8388608")
        int wireBytes();

        /// The most bytes after decompression, against small bodies that unfold into huge ones.
        @WithDefault("33554432")
        int decompressedBytes();

        /// The most events.
        @WithDefault("5000")
        int events();

        /// The most bytes of one event; at most 256 KiB, with which the topics and the writer reckon.
        @WithDefault("262144")
        @Bounds(max = EventReader.MAX_BYTES)
        int eventBytes();

        /// How long a body may take to arrive; for an import, how long it may fall silent.
        @WithDefault("15s")
        Duration time();

        /// The most imports that run at once. Each holds 2 MiB of the bytes below for as long as it runs.
        @WithDefault("8")
        int imports();

        /// The most imports of one user that run at once.
        @WithDefault("2")
        int importsPerUser();

        /// The most bytes of bodies that are held at once, decompressed ones included. Beyond it requests are refused
        /// at once with 503: the bound of the service's memory, so it must fit well into the heap.
        @WithDefault("67108864")
        long inFlightBytes();
    }

    /// How often, and how much in a time.
    interface Rates {
        /// Bulk calls of one user.
        @WithDefault("5/1s")
        Rate syncUser();

        /// Bulk calls from one address.
        @WithDefault("10/1s")
        Rate syncIp();

        /// Calls of one user that start and end sessions, apart from the others so that a bulk sync never delays them.
        @WithDefault("20/1s burst 50")
        Rate lifecycleUser();

        /// All other calls from one address: beacons, beacon tokens, what is not there.
        @WithDefault("300/5m")
        Rate otherIp();

        /// Calls from one address whose token was no good. Once used up, no token that is new is looked at from there.
        @WithDefault("300/5m")
        Rate failedIp();

        /// Events of one user.
        @WithDefault("25000/1s burst 50000")
        Rate eventsUser();

        /// Bytes of one user's bodies.
        @WithDefault("16777216/1s burst 33554432")
        Rate bytesUser();

        /// Calls of one back end.
        @WithDefault("500/1s burst 1000")
        Rate backendCalls();

        /// Events of one back end.
        @WithDefault("250000/1s burst 500000")
        Rate backendEvents();

        /// Bytes of one back end's bodies.
        @WithDefault("134217728/1s burst 268435456")
        Rate backendBytes();
    }
}
