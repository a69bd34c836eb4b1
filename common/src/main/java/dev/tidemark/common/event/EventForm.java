package dev.tidemark.common.event;

import dev.tidemark.common.event.Decoded.Code;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/// The form of each type of event: which members it has, of which kind, and what it becomes.
final class EventForm {
    private static final Pattern VERSION_SUFFIX = Pattern.compile("(.+)\\.v[0-9]{1,9}");

    private EventForm() {}

    /// The event that these members make.
    ///
    /// @throws Flaw when they make none
    static Event of(Members event, Members data) {
        event.requireUsable();
        data.requireUsable();
        EventType type = typeOf(event.requiredText("type"));
        Envelope envelope = envelope(event, type);
        Event made =
                switch (type) {
                    case SESSION_STARTED ->
                        new Event.SessionStarted(
                                envelope, data.optionalTime("started_at", envelope.occurredAt()), new Contents(data));
                    case SESSION_HEARTBEAT -> new Event.SessionHeartbeat(envelope, new Contents(data));
                    case SESSION_ACTIVITY ->
                        new Event.SessionActivity(envelope, data.requiredName("kind"), new Contents(data));
                    case SESSION_ENDED -> sessionEnded(envelope, data);
                    case SESSION_EXPIRED -> new Event.SessionExpired(envelope, data.requiredTime("last_received_at"));
                    case PAGE_VISITED -> pageVisited(envelope, data);
                    case TAB_CLOSED -> tabClosed(envelope, data);
                    case OPERATION -> operation(envelope, data);
                };
        data.requireAttributesWithinLimits();
        return made;
    }

    private static EventType typeOf(String name) {
        return EventType.named(name).orElseThrow(() -> {
            var versioned = VERSION_SUFFIX.matcher(name);
            return versioned.matches() && EventType.named(versioned.group(1)).isPresent()
                    ? new Flaw(Code.UNKNOWN_VERSION, "this version of the type is not known here")
                    : new Flaw(Code.UNKNOWN_TYPE, "type is not one of the contract's");
        });
    }

    private static Envelope envelope(Members event, EventType type) {
        String id = event.requiredText("id");
        String session = event.optionalText("session_id");
        if (!Identifiers.isValid(id)) {
            throw new Flaw(Code.INVALID_FIELD, "id must have 1 to 128 characters of [A-Za-z0-9._:-]");
        }
        if (session == null && type.needsSession()) {
            throw new Flaw(Code.MISSING_FIELD, "session_id is required for " + type.wireName());
        }
        if (session != null && !Identifiers.isValid(session)) {
            throw new Flaw(Code.INVALID_FIELD, "session_id must have 1 to 128 characters of [A-Za-z0-9._:-]");
        }
        String user = event.optionalText("user");
        if (user != null && !UserId.isValid(user)) {
            throw new Flaw(Code.INVALID_FIELD, "user must have 1 to 256 characters and no control characters");
        }
        String priority = event.optionalText("priority");
        String occurredAt = event.requiredText("occurred_at");
        return new Envelope(
                new EventId(id),
                session == null ? null : new SessionId(session),
                event.time("occurred_at", occurredAt),
                occurredAt,
                priority == null
                        ? null
                        : Priority.named(priority)
                                .orElseThrow(() -> new Flaw(
                                        Code.INVALID_FIELD, "priority must be immediate, high, normal or low")),
                user == null ? null : new UserId(user));
    }

    private static Event sessionEnded(Envelope envelope, Members data) {
        data.optionalDuration("duration_seconds");
        data.optionalShortText("reason");
        Instant endedAt = data.optionalTime("ended_at", envelope.occurredAt());
        return new Event.SessionEnded(envelope, endedAt, new Contents(data));
    }

    private static Event pageVisited(Envelope envelope, Members data) {
        data.requiredText("url");
        data.optionalText("title");
        data.optionalCount("duration_ms");
        data.optionalIdentifier("tab_id");
        Instant visitedAt = data.optionalTime("visited_at", envelope.occurredAt());
        return new Event.PageVisited(envelope, visitedAt, new Contents(data));
    }

    private static Event tabClosed(Envelope envelope, Members data) {
        data.requiredIdentifier("tab_id");
        data.optionalCount("page_count");
        data.optionalCount("active_ms");
        Instant openedAt = data.optionalTime("opened_at");
        Instant closedAt = data.optionalTime("closed_at", envelope.occurredAt());
        return new Event.TabClosed(envelope, openedAt, closedAt, new Contents(data));
    }

    private static Event operation(Envelope envelope, Members data) {
        String operation = data.requiredName("operation");
        String record = data.optionalIdentifier("local_record_id");
        data.optionalStorable("payload");
        return new Event.Operation(
                envelope,
                operation,
                Objects.requireNonNullElse(record, envelope.id().value()),
                new Contents(data));
    }
}
