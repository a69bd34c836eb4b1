package dev.tidemark.writer.kafka;

import dev.tidemark.access.config.KafkaConnection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How the writer speaks to Kafka.
@ConfigMapping(prefix = "tidemark.kafka")
public interface KafkaConfig extends KafkaConnection {
    /// The most events of one poll, of which a batch is gathered. Memory must hold one poll more than a batch, whatever
    /// its size: up to 256 KiB an event that came through ingest.
    @WithDefault("100")
    int maxPollRecords();

    /// The most bytes that a fetch brings in, compressed as they are on the topic.
    @WithDefault("8388608")
    int fetchMaxBytes();

    /// How long a writer may be silent before its partitions go to others: how long a killed writer delays its share of
    /// the events. Shorter makes a busy machine look dead.
    @WithDefault("10s")
    Duration sessionTimeout();

    /// How long Kafka may take to acknowledge an announcement or a dead letter before the poll is done again.
    @WithDefault("30s")
    Duration delivery();

    /// The settings of everything that reads: bytes, from the earliest record, committed by hand or never.
    ///
    /// @param clientId names the client in the broker's logs and metrics
    default Map<String, Object> consumer(String clientId) {
        Map<String, Object> settings = common(clientId);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchMaxBytes());
        return settings;
    }
}
