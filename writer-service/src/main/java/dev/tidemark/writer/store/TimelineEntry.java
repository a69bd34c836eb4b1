package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened in a session. What does not apply to its kind is null, and missing in answers.
///
/// @param at         when, by the client's clock
/// @param eventId    which event says so; none for what is said of the session as a whole
/// @param title      of a page, at most 500 characters
/// @param url        of a page, at most 2,000 characters
/// @param activity   its kind
/// @param operation  its name
/// @param durationMs how long a page was looked at
/// @param data       all that an event says that is no page visit, unless that is long
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
        Instant at,
        TimelineKind kind,
        @Nullable String eventId,
        @Nullable String title,
        @Nullable String url,
        @Nullable String activity,
        @Nullable String operation,
        @Nullable Long durationMs,
        @Nullable JsonNode data) {
    TimelinePosition position() {
        return new TimelinePosition(at, kind, eventId == null ? "" : eventId);
    }
}
