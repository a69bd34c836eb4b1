package dev.tidemark.common.topic;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// What the writer takes from an event's headers, which [HeaderWriter] wrote, or anybody else.
///
/// @param user       whom the event is about; the writer learns it from here alone
/// @param receivedAt when ingest received it
/// @param receipt    its place in a receipt, if its client wants one
public record EventHeaders(
        UserId user, Instant receivedAt, @Nullable Place receipt) {
    /// The event's id.
    public static final String ID = "ce_id";

    /// Its type.
    public static final String TYPE = "ce_type";

    /// Its session.
    public static final String SUBJECT = "ce_subject";

    static final String SOURCE = "ce_source";
    static final String SOURCE_PREFIX = "/users/";
    static final String RECEIVED_AT = "tm_received_at";
    static final String SENDER = "tm_sender";
    static final String RECEIPT = "tm_receipt";
    static final String INDEX = "tm_index";
    static final String SIZE = "tm_size";

    /// More events than any request may be configured to have.
    private static final int MOST_EVENTS = 20_000;

    /// An event's place in a receipt.
    ///
    /// @param receipt which
    /// @param sender  who may ask for it
    /// @param index   the event's index in its request, below 20,000
    /// @param size    how many events share it, at most 20,000
    public record Place(UUID receipt, UserId sender, int index, int size) {}

    /// Reads what the writer needs.
    ///
    /// @throws IllegalArgumentException when a header is missing or not of its form; the message names it
    public static EventHeaders read(Headers headers) {
        return new EventHeaders(
                readUser(HeaderText.required(headers, SOURCE)),
                readReceivedAt(HeaderText.required(headers, RECEIVED_AT)),
                headers.lastHeader(RECEIPT) == null ? null : readPlace(headers));
    }

    /// Whom an event is about, where at least that can be read.
    public static Optional<UserId> userIn(Headers headers) {
        try {
            return Optional.of(readUser(HeaderText.required(headers, SOURCE)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static UserId readUser(String source) {
        if (!source.startsWith(SOURCE_PREFIX)) {
            throw new IllegalArgumentException("header " + SOURCE + " is not /users/<user>");
        }
        return decodeUser(SOURCE, source.substring(SOURCE_PREFIX.length()), "/users/<user>");
    }

    private static UserId decodeUser(String header, String encoded, String form) {
        try {
            return new UserId(PercentEncoding.decode(encoded));
        } catch (IllegalArgumentException notAUser) {
            throw new IllegalArgumentException("header " + header + " is not " + form, notAUser);
        }
    }

    private static Instant readReceivedAt(String text) {
        try {
            Instant time = EventTime.parse(text);
            if (time.isBefore(EventTime.EARLIEST) || time.isAfter(EventTime.LATEST)) {
                throw new IllegalArgumentException("header " + RECEIVED_AT + " is out of range");
            }
            return time;
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new IllegalArgumentException("header " + RECEIVED_AT + " is no RFC 3339 time", notATime);
        }
    }

    private static Place readPlace(Headers headers) {
        return new Place(
                readReceipt(HeaderText.required(headers, RECEIPT)),
                decodeUser(SENDER, HeaderText.required(headers, SENDER), "a user"),
                readNumber(headers, INDEX, 0, MOST_EVENTS - 1),
                readNumber(headers, SIZE, 1, MOST_EVENTS));
    }

    private static UUID readReceipt(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException("header " + RECEIPT + " is no UUID", notOne);
        }
    }

    private static int readNumber(Headers headers, String name, int least, int most) {
        String text = HeaderText.required(headers, name);
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("header " + name + " is not from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }
}
