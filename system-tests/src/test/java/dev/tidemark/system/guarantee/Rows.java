package dev.tidemark.system.guarantee;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Rows of the store, or those that should be there.
///
/// @param sessions what is known of each session, by user and session
/// @param statuses what a dashboard shows of each
/// @param events   the version of each event that is a row of its own, by user, event and table
/// @param records  the records that operations make, by user, kind and the client's id
record Rows(
        Map<SessionKey, SessionState> sessions,
        Map<SessionKey, String> statuses,
        Map<EventKey, Version> events,
        Map<RecordKey, RecordState> records) {
    Rows() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /// What names a session.
    record SessionKey(UserId user, String session) {}

    /// What names an event's own row.
    record EventKey(UserId user, String event, String table) {}

    /// What names a record.
    record RecordKey(UserId user, String name, String record) {}

    /// What these events leave behind by the algebra, in whatever order and however often they come.
    static Rows of(Collection<Sending> events) {
        Rows rows = new Rows();
        events.forEach(sending -> rows.add(sending, sending.event().orElseThrow()));
        rows.sessions.forEach(
                (key, state) -> rows.statuses.put(key, state.status().label()));
        return rows;
    }

    private void add(Sending sending, Event event) {
        SessionId session = event.envelope().session();
        if (session != null) {
            sessions.merge(
                    new SessionKey(sending.user(), session.value()),
                    SessionState.of(event, sending.receivedAt()),
                    SessionState::merge);
        }
        if (event instanceof Event.WithRow withRow) {
            events.merge(
                    keyOf(sending, withRow), RowState.of(withRow).version(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
        if (event instanceof Event.Operation operation) {
            addRecord(sending.user(), operation);
        }
    }

    /// Puts and merges write fields, a delete is a tombstone.
    private void addRecord(UserId user, Event.Operation operation) {
        Instant at = operation.envelope().occurredAt();
        EventId by = operation.envelope().id();
        RecordState said = operation.operation().startsWith("DELETE_")
                ? RecordState.deleted(at, by)
                : RecordState.written(at, by, operation.payload());
        String name = operation.operation().substring("CREATE_".length()); // all verbs are as long
        records.merge(new RecordKey(user, name, operation.recordId()), said, RecordState::merge);
    }

    /// Whether a row has taken in all that this event says: joining it once more would change nothing.
    boolean know(Sending sending) {
        Event event = sending.event().orElseThrow();
        SessionId session = event.envelope().session();
        if (session != null) {
            SessionState state = sessions.get(new SessionKey(sending.user(), session.value()));
            if (state == null || !state.equals(state.merge(SessionState.of(event, sending.receivedAt())))) {
                return false;
            }
        }
        if (event instanceof Event.WithRow withRow) {
            Version row = events.get(keyOf(sending, withRow));
            return row != null && row.compareTo(RowState.of(withRow).version()) >= 0;
        }
        return true;
    }

    /// Where these rows and those differ; the first few of it.
    List<String> differencesTo(Rows others) {
        return List.of(
                        differences("session", sessions, others.sessions),
                        differences("status of", statuses, others.statuses),
                        differences("row", events, others.events),
                        differences("record", records, others.records))
                .stream()
                .flatMap(Collection::stream)
                .limit(5)
                .toList();
    }

    private static <K, V> List<String> differences(String what, Map<K, V> some, Map<K, V> others) {
        Set<K> keys = new HashSet<>(some.keySet());
        keys.addAll(others.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(some.get(key), others.get(key)))
                .map(key -> what + " " + key + "\n  is        " + some.get(key) + "\n  should be " + others.get(key))
                .toList();
    }

    private static EventKey keyOf(Sending sending, Event.WithRow event) {
        return new EventKey(sending.user(), event.envelope().id().value(), tableOf(event.type()));
    }

    private static String tableOf(EventType type) {
        return switch (type) {
            case PAGE_VISITED -> "page_visit";
            case TAB_CLOSED -> "tab_aggregate";
            case SESSION_ACTIVITY -> "activity";
            case OPERATION -> "operation";
            case SESSION_STARTED, SESSION_HEARTBEAT, SESSION_ENDED, SESSION_EXPIRED ->
                throw new IllegalArgumentException(type + " is no row of its own");
        };
    }
}
