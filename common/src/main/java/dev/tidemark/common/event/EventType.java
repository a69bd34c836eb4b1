package dev.tidemark.common.event;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The types of events, all in their version 1. An incompatible later form gets a suffix (`session.started.v2`).
public enum EventType {
    /// A session began.
    SESSION_STARTED("session.started", Lane.EXPRESS),
    /// A session is alive.
    SESSION_HEARTBEAT("session.heartbeat", Lane.BULK),
    /// Something happened in a session.
    SESSION_ACTIVITY("session.activity", Lane.BULK),
    /// A session ended.
    SESSION_ENDED("session.ended", Lane.EXPRESS),
    /// Tidemark's own: nothing was heard of a session until its deadline.
    SESSION_EXPIRED("session.expired", Lane.EXPRESS),
    /// A page was visited.
    PAGE_VISITED("page.visited", Lane.BULK),
    /// A tab was closed; its visits summed up.
    TAB_CLOSED("tab.closed", Lane.BULK),
    /// A local-first client changed a record of its own.
    OPERATION("operation", Lane.BULK);

    private static final Map<String, EventType> BY_WIRE_NAME =
            Stream.of(values()).collect(Collectors.toMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final Lane lane;

    EventType(String wireName, Lane lane) {
        this.wireName = wireName;
        this.lane = lane;
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

    /// Whether an event of this type must name its session.
    boolean needsSession() {
        return wireName.startsWith("session.");
    }
}
