package dev.tidemark.writer.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// How many bytes a record has: anybody may write large keys and headers, too.
public final class RecordSize {
    /// What the lengths of a header's name and value take, at most.
    private static final int HEADER_OVERHEAD = 10;

    private RecordSize() {}

    /// Of a record.
    public static long of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.key(), record.value(), record.headers());
    }

    /// Of what a record is made of, without what Kafka adds once a record.
    public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = length(key) + length(value);
        for (Header header : headers) {
            size += HEADER_OVERHEAD + length(header.key().getBytes(StandardCharsets.UTF_8)) + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
