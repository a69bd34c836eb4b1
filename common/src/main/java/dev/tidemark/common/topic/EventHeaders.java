package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// What ingest knows of an event beside its bytes, as headers: CloudEvents in binary mode, plus Tidemark's own.
///
/// @param user       whom the event is about; the writer learns it from here alone
/// @param receivedAt when ingest received it
/// @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
///      CloudEvents: Kafka protocol binding</a>
public record EventHeaders(UserId user, Instant receivedAt) {
    /// The longest value of a header that is read.
    private static final int MAX_BYTES = 4096;

    private static final String SOURCE = "ce_source";
    private static final String SOURCE_PREFIX = "/users/";
    private static final String RECEIVED_AT = "tm_received_at";

    /// Writes the headers of this event.
    ///
    /// @param sender the subject of the token it came with
    public void write(Event event, UserId sender, Headers headers) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", event.envelope().id().value());
        put(headers, "ce_type", event.type().wireName());
        put(headers, SOURCE, SOURCE_PREFIX + PercentEncoding.encode(user.value()));
        SessionId session = event.envelope().session();
        if (session != null) {
            put(headers, "ce_subject", session.value());
        }
        put(headers, "ce_time", event.envelope().occurredAt().toString());
        put(headers, "content-type", "application/json");
        put(headers, RECEIVED_AT, receivedAt.toString());
        put(headers, "tm_sender", PercentEncoding.encode(sender.value()));
    }

    /// Reads what the writer needs.
    ///
    /// @throws IllegalArgumentException when a header is missing or not of its form; the message names it
    public static EventHeaders read(Headers headers) {
        return new EventHeaders(readUser(headers), readReceivedAt(headers));
    }

    private static UserId readUser(Headers headers) {
        String source = required(headers, SOURCE);
        if (!source.startsWith(SOURCE_PREFIX)) {
            throw new IllegalArgumentException("header " + SOURCE + " is not /users/<user>");
        }
        try {
            return new UserId(PercentEncoding.decode(source.substring(SOURCE_PREFIX.length())));
        } catch (IllegalArgumentException notAUser) {
            throw new IllegalArgumentException("header " + SOURCE + " is not /users/<user>", notAUser);
        }
    }

    private static Instant readReceivedAt(Headers headers) {
        try {
            Instant time = EventTime.parse(required(headers, RECEIVED_AT));
            if (time.isBefore(EventTime.EARLIEST) || time.isAfter(EventTime.LATEST)) {
                throw new IllegalArgumentException("header " + RECEIVED_AT + " is out of range");
            }
            return time;
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new IllegalArgumentException("header " + RECEIVED_AT + " is no RFC 3339 time", notATime);
        }
    }

    private static String required(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        if (header.value().length > MAX_BYTES) {
            throw new IllegalArgumentException("header " + name + " has more than " + MAX_BYTES + " bytes");
        }
        return new String(header.value(), UTF_8);
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
