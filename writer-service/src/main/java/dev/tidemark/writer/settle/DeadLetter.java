package dev.tidemark.writer.settle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Failure;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// An event that the store will never take as it is.
///
/// @param record  the record it came in
/// @param failure why
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, Failure.Poison failure) {
    private static final String ORIGIN = "tm_origin";

    /// The letter: the original bytes, key and headers, and beside them the failure.
    ///
    /// @param now when it failed
    public ProducerRecord<byte[], byte[]> toRecord(Instant now) {
        var letter = new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), null, now.toEpochMilli(), record.key(), record.value(), record.headers());
        Headers headers = letter.headers();
        if (headers.lastHeader(ORIGIN) == null) {
            put(headers, ORIGIN, record.topic() + "-" + record.partition() + "@" + record.offset());
        }
        put(headers, "tm_attempt", "1");
        put(headers, "tm_first_failed_at", now.toString());
        put(headers, "tm_failure", "poison/" + failure.code());
        put(headers, "tm_detail", failure.detail());
        if (!failure.sqlState().isEmpty()) {
            put(headers, "tm_sql_state", failure.sqlState());
        }
        return letter;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
