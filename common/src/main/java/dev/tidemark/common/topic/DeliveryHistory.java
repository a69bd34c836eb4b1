package dev.tidemark.common.topic;

import dev.tidemark.common.event.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// What was tried with an event before, as it stands in the headers of a retry. Any producer can write them.
///
/// @param attempts      how often it was tried; 0 when it comes for the first time
/// @param notBefore     when it may be tried again
/// @param firstFailedAt when it failed first
/// @param origin        where it was first delivered
/// @param replay        which replay sent it again; null when none did
public record DeliveryHistory(
        int attempts,
        @Nullable Instant notBefore,
        @Nullable Instant firstFailedAt,
        Origin origin,
        @Nullable UUID replay) {
    /// How many tries were made.
    public static final String ATTEMPT = "tm_attempt";

    /// When the next may be made, RFC 3339.
    public static final String NOT_BEFORE = "tm_not_before";

    /// When the first failed, RFC 3339.
    public static final String FIRST_FAILED_AT = "tm_first_failed_at";

    /// Where the event was first delivered; never overwritten.
    public static final String ORIGIN = "tm_origin";

    /// Which replay sent the event again, a UUID.
    public static final String REPLAY = "tm_replay";

    /// How often replays sent it, that one included.
    public static final String REPLAYS = "tm_replays";

    /// The headers in which it stands.
    public static final Set<String> HEADERS = Set.of(ATTEMPT, NOT_BEFORE, FIRST_FAILED_AT, ORIGIN, REPLAY, REPLAYS);

    /// The history of an event that comes for the first time where it stands.
    public static DeliveryHistory begin(Origin here) {
        return new DeliveryHistory(0, null, null, here, null);
    }

    /// The history of an event that comes for the first time, or is put on its lane again: it keeps its origin.
    ///
    /// @param here where it stands now
    /// @throws IllegalArgumentException when it names an origin or a replay that is none
    public static DeliveryHistory onLane(Headers headers, Origin here) {
        String origin = HeaderText.of(headers, ORIGIN);
        return new DeliveryHistory(0, null, null, origin == null ? here : readOrigin(origin), readReplay(headers));
    }

    /// The history of an event on a retry topic.
    ///
    /// @throws IllegalArgumentException when a header is missing or not of its form; the message names it
    public static DeliveryHistory onRetry(Headers headers) {
        return new DeliveryHistory(
                readAttempts(HeaderText.required(headers, ATTEMPT)),
                readTime(headers, NOT_BEFORE),
                readTime(headers, FIRST_FAILED_AT),
                readOrigin(HeaderText.required(headers, ORIGIN)),
                readReplay(headers));
    }

    private static @Nullable UUID readReplay(Headers headers) {
        String text = HeaderText.of(headers, REPLAY);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException("header " + REPLAY + " is no UUID", notOne);
        }
    }

    private static int readAttempts(String text) {
        if (!text.matches("[1-9]") || Integer.parseInt(text) > Topics.RETRY_DELAYS.size()) {
            throw new IllegalArgumentException("header " + ATTEMPT + " is not from 1 to " + Topics.RETRY_DELAYS.size());
        }
        return Integer.parseInt(text);
    }

    private static Instant readTime(Headers headers, String name) {
        try {
            return EventTime.parse(HeaderText.required(headers, name));
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new IllegalArgumentException("header " + name + " is no RFC 3339 time", notATime);
        }
    }

    private static Origin readOrigin(String text) {
        try {
            return Origin.parse(text);
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException("header " + ORIGIN + " is " + notOne.getMessage(), notOne);
        }
    }
}
