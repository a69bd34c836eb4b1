package dev.tidemark.ingest.publishing;

import dev.tidemark.access.config.Bounds;
import dev.tidemark.access.config.KafkaConnection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How ingest speaks to Kafka. The deadlines nest: blocking < delivery < what a request waits, so that a request never
/// ends before the fate of its events is known.
@ConfigMapping(prefix = "tidemark.kafka")
public interface KafkaConfig extends KafkaConnection {
    /// How long a send may wait for metadata or buffer space: short, because a client that is told to retry at once
    /// can, and one that is kept waiting cannot.
    @WithDefault("500ms")
    Duration maxBlock();

    /// How long Kafka may take to acknowledge, retries of the producer included.
    @WithDefault("8s")
    Duration delivery();

    /// How long a request waits for its acknowledgements.
    @WithDefault("10s")
    Duration request();

    /// How long a record may wait for others to share its batch: more throughput the longer, more latency too.
    @WithDefault("2ms")
    @Bounds(min = 0)
    Duration linger();

    /// How many requests may be publishing at once; more are told to come again. Each holds its body meanwhile.
    @WithDefault("1000")
    int concurrentRequests();

    /// How long requests are turned away at once after Kafka failed, before one is tried again.
    @WithDefault("1s")
    Duration breakerDelay();
}
