package dev.tidemark.common.event;

import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One event as the contract has it. JSON inside an event is kept as canonical text (see [CanonicalJson]), so that the
/// same content is the same text in Java and in the store.
public sealed interface Event {
    /// What every event says.
    Envelope envelope();

    /// Which type this is.
    EventType type();

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

        /// What it adds to the session's attributes: canonical JSON by name.
        SortedMap<String, String> attributes();
    }

    /// An event that becomes one row of its own, keyed by (user, event id).
    sealed interface WithRow extends Event {
        /// The event's whole `data` as canonical JSON: the content by which two forms of one event are compared.
        String data();
    }

    /// A session began at `startedAt`.
    record SessionStarted(Envelope envelope, Instant startedAt, SortedMap<String, String> attributes)
            implements OfSession {
        @Override
        public EventType type() {
            return EventType.SESSION_STARTED;
        }
    }

    /// A session is alive.
    record SessionHeartbeat(Envelope envelope, SortedMap<String, String> attributes) implements OfSession {
        @Override
        public EventType type() {
            return EventType.SESSION_HEARTBEAT;
        }
    }

    /// Something of this `kind` happened in a session.
    record SessionActivity(Envelope envelope, String kind, SortedMap<String, String> attributes, String data)
            implements OfSession, WithRow {
        @Override
        public EventType type() {
            return EventType.SESSION_ACTIVITY;
        }
    }

    /// A session ended at `endedAt`.
    ///
    /// @param ending canonical JSON of what the end says beside its time: `duration_seconds` and `reason`
    record SessionEnded(Envelope envelope, Instant endedAt, String ending, SortedMap<String, String> attributes)
            implements OfSession {
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
    record PageVisited(Envelope envelope, Instant visitedAt, String data) implements WithRow {
        @Override
        public EventType type() {
            return EventType.PAGE_VISITED;
        }
    }

    /// A tab was closed at `closedAt`.
    record TabClosed(Envelope envelope, @Nullable Instant openedAt, Instant closedAt, String data) implements WithRow {
        @Override
        public EventType type() {
            return EventType.TAB_CLOSED;
        }
    }

    /// A local-first client did `operation` to the record `recordId` (`local_record_id`, or else the operation's id).
    ///
    /// @param payload the payload's members as canonical JSON by name; a payload that is no object is one member
    ///                named `value`
    record Operation(
            Envelope envelope, String operation, String recordId, SortedMap<String, String> payload, String data)
            implements WithRow {
        @Override
        public EventType type() {
            return EventType.OPERATION;
        }
    }
}
