package dev.tidemark.writer.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.writer.store.SessionPosition;
import dev.tidemark.writer.store.TimelineKind;
import dev.tidemark.writer.store.TimelinePosition;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Places in lists as clients have them: texts that say nothing to them. A place is no right: whoever gives somebody
/// else's sees nothing more for it.
final class Cursor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4_000;
    private static final String SESSION = "session";
    private static final String TIMELINE = "timeline";

    private Cursor() {}

    static @Nullable String of(@Nullable SessionPosition place) {
        return place == null ? null : text(SESSION, time(place.opened()), place.user(), place.session());
    }

    static @Nullable String of(@Nullable TimelinePosition place) {
        return place == null
                ? null
                : text(TIMELINE, time(place.at()), place.kind().label(), place.eventId());
    }

    /// The place in a list of sessions; null when none is given.
    ///
    /// @throws Problem 400 when it is none
    static @Nullable SessionPosition session(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        List<String> parts = parts(SESSION, cursor);
        return new SessionPosition(time(parts.get(1)), parts.get(2), parts.get(3));
    }

    /// The place in a timeline; null when none is given.
    ///
    /// @throws Problem 400 when it is none
    static @Nullable TimelinePosition timeline(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        List<String> parts = parts(TIMELINE, cursor);
        TimelineKind kind = Stream.of(TimelineKind.values())
                .filter(known -> known.label().equals(parts.get(2)))
                .findFirst()
                .orElseThrow(Cursor::refusal);
        return new TimelinePosition(time(parts.get(1)), kind, parts.get(3));
    }

    private static String text(String... parts) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(parts));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are no JSON", impossible);
        }
    }

    private static List<String> parts(String kind, String cursor) {
        if (cursor.length() > LONGEST) {
            throw refusal();
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            List<String> parts = List.of(JSON.readValue(json, String[].class));
            if (parts.size() == 4 && parts.getFirst().equals(kind)) {
                return parts;
            }
        } catch (IllegalArgumentException | JsonProcessingException | NullPointerException notOurs) {
            throw refusal();
        }
        throw refusal();
    }

    private static String time(Instant time) {
        return Long.toString(EventTime.toMicros(time));
    }

    private static Instant time(String micros) {
        try {
            return EventTime.ofMicros(Long.parseLong(micros));
        } catch (NumberFormatException notOurs) {
            throw refusal();
        }
    }

    private static Problem refusal() {
        return Problem.of(400, "invalid_request", "after is what next was in the last answer.");
    }
}
