package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// What the writer takes from an event's headers, which [HeaderWriter] wrote, or anybody else.
///
/// @param user       whom the event is about; the writer learns it from here alone
/// @param receivedAt when ingest received it
public record EventHeaders(UserId user, Instant receivedAt) {
    /// The longest value of a header that is read.
    private static final int MAX_BYTES = 4096;

    static final String SOURCE = "ce_source";
    static final String SOURCE_PREFIX = "/users/";
    static final String RECEIVED_AT = "tm_received_at";

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
}
