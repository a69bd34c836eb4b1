package dev.tidemark.writer.settle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.FailureHeaders;
import dev.tidemark.common.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Where events go that were not applied: the original bytes, key and headers, and beside them what happened.
///
/// @param lane    to whose retry topics
/// @param version of this writer, for whoever reads a dead letter
/// @param clock   the time
/// @param random  for jitter
public record Router(Lane lane, String version, Clock clock, RandomGenerator random) {
    private static final double JITTER = 0.25;
    private static final int LARGE_HEADER = 4_096;

    /// The record that carries it on.
    public ProducerRecord<byte[], byte[]> route(Unapplied unapplied) {
        Instant now = clock.instant();
        Headers headers = headers(unapplied, now);
        if (unapplied.isDead()) {
            put(headers, FailureHeaders.FAILED_AT, now.toString());
            put(headers, FailureHeaders.WRITER, version);
            return record(Topics.DEAD_LETTERS, now, unapplied, headers);
        }
        put(
                headers,
                DeliveryHistory.NOT_BEFORE,
                now.plus(delay(unapplied.tries())).toString());
        return record(Topics.retry(lane, unapplied.tries()), now, unapplied, headers);
    }

    private Duration delay(int retry) {
        double factor = 1 + random.nextDouble(-JITTER, JITTER);
        return Duration.ofMillis(Math.round(Topics.RETRY_DELAYS.get(retry - 1).toMillis() * factor));
    }

    private static Headers headers(Unapplied unapplied, Instant now) {
        DeliveryHistory history = unapplied.delivery().history();
        Headers headers = new RecordHeaders(unapplied.delivery().record().headers());
        headers.remove(DeliveryHistory.NOT_BEFORE);
        put(headers, DeliveryHistory.ORIGIN, history.origin().toString());
        put(headers, DeliveryHistory.ATTEMPT, Integer.toString(unapplied.tries()));
        put(
                headers,
                DeliveryHistory.FIRST_FAILED_AT,
                Objects.requireNonNullElse(history.firstFailedAt(), now).toString());
        put(
                headers,
                FailureHeaders.FAILURE,
                unapplied.failure().kind() + "/" + unapplied.failure().code());
        put(headers, FailureHeaders.DETAIL, unapplied.failure().detail());
        headers.remove(FailureHeaders.SQL_STATE);
        if (!unapplied.failure().sqlState().isEmpty()) {
            put(headers, FailureHeaders.SQL_STATE, unapplied.failure().sqlState());
        }
        return headers;
    }

    private static ProducerRecord<byte[], byte[]> record(
            Topics.Topic topic, Instant now, Unapplied unapplied, Headers headers) {
        ConsumerRecord<byte[], byte[]> original = unapplied.delivery().record();
        return unapplied.isTooLargeToCarry()
                ? new ProducerRecord<>(
                        topic.name(), null, now.toEpochMilli(), null, null, withoutLarge(headers, original))
                : new ProducerRecord<>(
                        topic.name(), null, now.toEpochMilli(), original.key(), original.value(), headers);
    }

    /// What can be carried of a record that is too large: its small headers. The rest stays where it is (`tm_origin`)
    /// for
    /// as long as its lane keeps it.
    private static Headers withoutLarge(Headers headers, ConsumerRecord<byte[], byte[]> original) {
        Headers small = new RecordHeaders();
        for (Header header : headers) {
            if (header.value() != null && header.key().length() + header.value().length <= LARGE_HEADER) {
                small.add(header);
            }
        }
        put(
                small,
                FailureHeaders.LEFT_OUT,
                "key, value of " + original.serializedValueSize() + " bytes, large headers");
        return small;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
