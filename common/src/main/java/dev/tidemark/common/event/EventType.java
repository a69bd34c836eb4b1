package dev.tidemark.common.event;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The types of events, all in their version 1. An incompatible later form gets a suffix (`session.started.v2`).
public enum EventType {
    /// A session began.
    SESSION_STARTED("session.started", Lane.EXPRESS, Set.of("started_at")),
    /// A session is alive.
    SESSION_HEARTBEAT("session.heartbeat", Lane.BULK, Set.of()),
    /// Something happened in a session.
    SESSION_ACTIVITY("session.activity", Lane.BULK, Set.of("kind")),
    /// A session ended.
    SESSION_ENDED("session.ended", Lane.EXPRESS, Set.of("ended_at", "duration_seconds", "reason")),
    /// Tidemark's own: nothing was heard of a session until its deadline.
    SESSION_EXPIRED("session.expired", Lane.EXPRESS, Set.of("last_received_at")),
    /// A page was visited.
    PAGE_VISITED("page.visited", Lane.BULK, Set.of("url", "title", "visited_at", "duration_ms", "tab_id")),
    /// A tab was closed; its visits summed up.
    TAB_CLOSED("tab.closed", Lane.BULK, Set.of("tab_id", "opened_at", "closed_at", "page_count", "active_ms")),
    /// A local-first client changed a record of its own.
    OPERATION("operation", Lane.BULK, Set.of("operation", "local_record_id", "payload"));

    private static final Map<String, EventType> BY_WIRE_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final Lane lane;
    private final Set<String> ownFields;

    EventType(String wireName, Lane lane, Set<String> ownFields) {
        this.wireName = wireName;
        this.lane = lane;
        this.ownFields = ownFields;
    }

    /// The type as it stands in an event's `type`.
    public String wireName() {
        return wireName;
    }

    /// The type of this wire name, or nothing when this version of Tidemark does not know it.
    public static Optional<EventType> named(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    /// The lane of an event that names no priority.
    Lane lane() {
        return lane;
    }

    /// The members of `data` that this type gives a meaning to; all others are attributes.
    Set<String> ownFields() {
        return ownFields;
    }

    /// Whether an event of this type must name its session.
    boolean needsSession() {
        return wireName.startsWith("session.");
    }
}
