package dev.tidemark.writer.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Records of a dead-letter topic that never was.
final class DeadRecords {
    static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");

    private DeadRecords() {}

    static ConsumerRecord<byte[], byte[]> dead(
            int partition, long offset, @Nullable String value, Map<String, String> headers) {
        return dead(partition, offset, SEVEN, value, headers);
    }

    static ConsumerRecord<byte[], byte[]> dead(
            int partition, long offset, Instant at, @Nullable String value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                Topics.DEAD_LETTERS.name(),
                partition,
                offset,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                3,
                value == null ? -1 : value.length(),
                "key".getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                all,
                Optional.empty());
    }
}
