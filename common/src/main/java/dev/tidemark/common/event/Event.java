package dev.tidemark.common.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One event as the contract has it. What JSON it carries is made canonical text only when it is asked for (see
/// [Contents]), so that deciding about an event costs no more than reading it.
public sealed interface Event {
    /// What every event says.
    Envelope envelope();

    /// Which type this is.
    EventType type();

    /// The first field whose time is after this one, as it is reached from the event (`data.ended_at`).
    default Optional<String> fieldAfter(Instant latest) {
        return envelope().occurredAt().isAfter(latest)
                ? Optional.of("occurred_at")
                : switch (this) {
                    case SessionStarted started -> after(latest, "data.started_at", started.startedAt());
                    case SessionEnded ended -> after(latest, "data.ended_at", ended.endedAt());
                    case PageVisited visited -> after(latest, "data.visited_at", visited.visitedAt());
                    case TabClosed closed ->
                        after(latest, "data.opened_at", closed.openedAt())
                                .or(() -> after(latest, "data.closed_at", closed.closedAt()));
                    case SessionExpired expired -> after(latest, "data.last_received_at", expired.lastReceivedAt());
                    case SessionHeartbeat _, SessionActivity _, Operation _ -> Optional.empty();
                };
    }

    private static Optional<String> after(Instant latest, String field, @Nullable Instant time) {
        return time != null && time.isAfter(latest) ? Optional.of(field) : Optional.empty();
    }

    /// The road it takes: as its priority says, else as its type says.
    default Lane lane() {
        Priority priority = envelope().priority();
        return priority == null ? type().lane() : priority.lane();
    }

    /// An event that belongs to a session and adds to its row.
    sealed interface OfSession extends Event {
        /// The session.
        default SessionId session() {
            return Objects.requireNonNull(envelope().session());
        }

        /// What it says.
        Contents contents();

        /// What it adds to the session's attributes: canonical JSON by name.
        default SortedMap<String, String> attributes() {
            return contents().attributes();
        }
    }

    /// An event that becomes one row of its own, keyed by (user, event id).
    sealed interface WithRow extends Event {
        /// What it says.
        Contents contents();

        /// The event's whole `data` as canonical JSON: the content by which two forms of one event are compared.
        default String data() {
            return contents().whole();
        }
    }

    /// A session began at `startedAt`.
    record SessionStarted(Envelope envelope, Instant startedAt, Contents contents) implements OfSession {
        @Override
        public EventType type() {
            return EventType.SESSION_STARTED;
        }
    }

    /// A session is alive.
    record SessionHeartbeat(Envelope envelope, Contents contents) implements OfSession {
        @Override
        public EventType type() {
            return EventType.SESSION_HEARTBEAT;
        }
    }

    /// Something of this `kind` happened in a session.
    record SessionActivity(Envelope envelope, String kind, Contents contents) implements OfSession, WithRow {
        @Override
        public EventType type() {
            return EventType.SESSION_ACTIVITY;
        }
    }

    /// A session ended at `endedAt`.
    record SessionEnded(Envelope envelope, Instant endedAt, Contents contents) implements OfSession {
        /// What the end says beside its time, `duration_seconds` and `reason`, as canonical JSON.
        public String ending() {
            return contents.only("duration_seconds", "reason");
        }

        @Override
        public EventType type() {
            return EventType.SESSION_ENDED;
        }
    }

    /// Nothing was heard of a session; `lastReceivedAt` is the last that the expiry had seen of it.
    record SessionExpired(Envelope envelope, Instant lastReceivedAt) implements Event {
        /// The session.
        public SessionId session() {
            return Objects.requireNonNull(envelope.session());
        }

        @Override
        public EventType type() {
            return EventType.SESSION_EXPIRED;
        }
    }

    /// A page was visited at `visitedAt`.
    record PageVisited(Envelope envelope, Instant visitedAt, Contents contents) implements WithRow {
        @Override
        public EventType type() {
            return EventType.PAGE_VISITED;
        }
    }

    /// A tab was closed at `closedAt`.
    record TabClosed(Envelope envelope, @Nullable Instant openedAt, Instant closedAt, Contents contents)
            implements WithRow {
        @Override
        public EventType type() {
            return EventType.TAB_CLOSED;
        }
    }

    /// A local-first client did `operation` to the record `recordId` (`local_record_id`, or else the operation's id).
    record Operation(Envelope envelope, String operation, String recordId, Contents contents) implements WithRow {
        /// The payload's members as canonical JSON by name; a payload that is no object is one member named `value`.
        public SortedMap<String, String> payload() {
            return contents.membersOf("payload");
        }

        @Override
        public EventType type() {
            return EventType.OPERATION;
        }
    }
}
