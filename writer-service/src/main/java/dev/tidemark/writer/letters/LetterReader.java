package dev.tidemark.writer.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.FailureHeaders;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.writer.store.Death;
import dev.tidemark.writer.store.Death.Cause;
import dev.tidemark.writer.store.Death.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads records of the dead-letter topic. Any producer can write there, so a header counts only when it is of its
/// form; whatever a record says, it is a letter that an operator can see.
final class LetterReader {
    private static final int LONGEST_HEADER = 4_096;
    private static final int LONGEST_DETAIL = 1_000;
    private static final String UNKNOWN = "unknown/unknown";

    private LetterReader() {}

    /// Reads one.
    static Death read(ConsumerRecord<byte[], byte[]> record) {
        Instant at = timeOf(record);
        Subject event = subject(record);
        return new Death(
                record,
                originOf(record),
                at,
                event,
                cause(record.headers(), event, at),
                HeadersJson.of(record.headers()));
    }

    /// The same without anything that the record says of itself: for one that the store would not take otherwise.
    static Death bare(ConsumerRecord<byte[], byte[]> record) {
        Instant at = timeOf(record);
        return new Death(
                record,
                originOf(record),
                at,
                new Subject(null, null, null, null),
                new Cause(
                        UNKNOWN,
                        null,
                        null,
                        0,
                        at,
                        null,
                        replayOf(record.headers()),
                        Fingerprint.of(UNKNOWN, null, null)),
                "[]");
    }

    /// Where the event was first delivered, or else where its letter stands.
    private static String originOf(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = read(record.headers(), DeliveryHistory.ORIGIN, Origin::parse);
        return (origin == null ? new Origin(record.topic(), record.partition(), record.offset()) : origin).toString();
    }

    private static Instant timeOf(ConsumerRecord<byte[], byte[]> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        return at.isBefore(EventTime.EARLIEST) || at.isAfter(EventTime.LATEST) ? EventTime.EARLIEST : at;
    }

    private static Subject subject(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String user = EventHeaders.userIn(headers).map(UserId::value).orElse(null);
        String session = read(headers, EventHeaders.SUBJECT, text -> new SessionId(text).value());
        String event = read(headers, EventHeaders.ID, text -> new EventId(text).value());
        String type = read(headers, EventHeaders.TYPE, text -> matching(text, "[A-Za-z0-9._:-]{1,128}"));
        return event != null && type != null
                ? new Subject(user, session, event, type)
                : fromValue(record.value(), new Subject(user, session, event, type));
    }

    /// What the headers do not say, the value may.
    private static Subject fromValue(byte @Nullable [] value, Subject known) {
        return switch (decoded(value)) {
            case Decoded.Valid(var event) -> {
                Envelope envelope = event.envelope();
                SessionId session = envelope.session();
                yield new Subject(
                        known.user(),
                        known.session() == null && session != null ? session.value() : known.session(),
                        known.event() == null ? envelope.id().value() : known.event(),
                        known.type() == null ? event.type().wireName() : known.type());
            }
            case Decoded.Unreadable unreadable ->
                known.event() == null && unreadable.id() != null
                        ? new Subject(
                                known.user(), known.session(), unreadable.id().value(), known.type())
                        : known;
            case null -> known;
        };
    }

    /// What the writer makes of a value; null where it fails at it.
    static @Nullable Decoded decoded(byte @Nullable [] value) {
        try {
            return value == null ? null : EventReader.read(value);
        } catch (RuntimeException ourFault) {
            return null;
        }
    }

    private static Cause cause(Headers headers, Subject event, Instant at) {
        String failure = orElse(
                read(headers, FailureHeaders.FAILURE, text -> matching(text, "[a-z]{1,16}/[a-z_]{1,48}")), UNKNOWN);
        String detail = detail(headers);
        Instant first = orElse(read(headers, DeliveryHistory.FIRST_FAILED_AT, EventTime::parse), at);
        return new Cause(
                failure,
                detail,
                read(headers, FailureHeaders.SQL_STATE, text -> matching(text, "[0-9A-Z]{5}")),
                orElse(read(headers, DeliveryHistory.ATTEMPT, text -> Integer.valueOf(matching(text, "\\d{1,3}"))), 0),
                first.isBefore(EventTime.EARLIEST) || first.isAfter(at) ? at : first,
                read(headers, FailureHeaders.WRITER, text -> matching(text, "[A-Za-z0-9._+-]{1,64}")),
                replayOf(headers),
                Fingerprint.of(failure, event.type(), detail));
    }

    private static @Nullable UUID replayOf(Headers headers) {
        return read(headers, DeliveryHistory.REPLAY, UUID::fromString);
    }

    /// The detail is for people: what of it can be shown, to a bounded length.
    private static @Nullable String detail(Headers headers) {
        Header header = headers.lastHeader(FailureHeaders.DETAIL);
        if (header == null || header.value() == null) {
            return null;
        }
        String text = new String(header.value(), 0, Math.min(header.value().length, LONGEST_HEADER), UTF_8)
                .replaceAll("\\p{Cc}", " ");
        int end = text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), LONGEST_DETAIL));
        return text.substring(0, end);
    }

    /// The last header of this name, where it is of its form.
    private static <T> @Nullable T read(Headers headers, String name, Function<String, T> form) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null || header.value().length > LONGEST_HEADER) {
            return null;
        }
        try {
            String text = HeadersJson.text(header.value());
            return text == null ? null : form.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOfItsForm) {
            return null;
        }
    }

    private static String matching(String text, String form) {
        if (!text.matches(form)) {
            throw new IllegalArgumentException("not of its form");
        }
        return text;
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
