package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Delivery.Unreadable;
import dev.tidemark.writer.batch.Delivery.Valid;
import dev.tidemark.writer.kafka.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Decodes the records of a source. Any producer can write to a topic, so nothing of a record is taken on trust.
///
/// @param source where they come from
/// @param clock  the time, for what says when it is due
public record DeliveryReader(Source source, Clock clock) {
    /// No retry waits longer, even where clocks differ.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /// Whether an event may be said to wait until then.
    public static boolean isBelievable(Instant notBefore, Instant now) {
        return !notBefore.isAfter(now.plus(LONGEST_WAIT));
    }

    /// Reads one record.
    public Delivery read(ConsumerRecord<byte[], byte[]> record) {
        DeliveryHistory history;
        try {
            history = historyOf(record);
        } catch (IllegalArgumentException invalid) {
            return unreadable(
                    record, unknownHistory(record), null, "invalid_header", String.valueOf(invalid.getMessage()));
        }
        EventHeaders headers;
        try {
            headers = EventHeaders.read(record.headers());
        } catch (IllegalArgumentException invalid) {
            return unreadable(record, history, null, "invalid_header", String.valueOf(invalid.getMessage()));
        }
        if (record.value() == null) {
            return unreadable(record, history, headers, "invalid_json", "the record has no value");
        }
        try {
            return decode(record, history, headers);
        } catch (RuntimeException ourFault) {
            // A decoder that fails must not stop the lane: the event is kept, and an operator sees why.
            return unreadable(
                    record,
                    history,
                    headers,
                    "undecodable",
                    "the decoder failed: " + ourFault.getClass().getName());
        }
    }

    private Delivery decode(ConsumerRecord<byte[], byte[]> record, DeliveryHistory history, EventHeaders headers) {
        return switch (EventReader.read(record.value())) {
            case Decoded.Unreadable unreadable ->
                unreadable(record, history, headers, unreadable.code().wireName(), unreadable.detail());
            case Decoded.Valid(Event event) -> {
                boolean isExpiry = event instanceof Event.SessionExpired;
                yield isExpiry == history.origin().isExpiry()
                        ? new Valid(record, history, headers, event)
                        : unreadable(
                                record,
                                history,
                                headers,
                                "type_not_allowed",
                                "session.expired is Tidemark's own, and comes from " + Topics.EXPIRED.name() + " only");
            }
        };
    }

    private DeliveryHistory historyOf(ConsumerRecord<byte[], byte[]> record) {
        return switch (source) {
            case EXPRESS, BULK, EXPIRED -> {
                DeliveryHistory history = DeliveryHistory.onLane(record.headers(), hereIn(record));
                if (history.origin().isExpiry() != (source == Source.EXPIRED)) {
                    throw new IllegalArgumentException(
                            "header " + DeliveryHistory.ORIGIN + " names a topic whose events are not sent here");
                }
                yield history;
            }
            case EXPRESS_RETRY, BULK_RETRY -> {
                DeliveryHistory history = DeliveryHistory.onRetry(record.headers());
                if (!isBelievable(Objects.requireNonNull(history.notBefore()), clock.instant())) {
                    throw new IllegalArgumentException(
                            "header " + DeliveryHistory.NOT_BEFORE + " is further ahead than any retry waits");
                }
                yield history;
            }
        };
    }

    /// For a record whose own account cannot be believed: it begins where it stands, or where it says if that can be.
    private static DeliveryHistory unknownHistory(ConsumerRecord<byte[], byte[]> record) {
        try {
            return DeliveryHistory.onLane(record.headers(), hereIn(record));
        } catch (IllegalArgumentException noOrigin) {
            return DeliveryHistory.begin(hereIn(record));
        }
    }

    private static Origin hereIn(ConsumerRecord<byte[], byte[]> record) {
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    private static Unreadable unreadable(
            ConsumerRecord<byte[], byte[]> record,
            DeliveryHistory history,
            @Nullable EventHeaders headers,
            String code,
            String detail) {
        return new Unreadable(record, history, headers, new Failure.Poison(code, detail, ""));
    }
}
