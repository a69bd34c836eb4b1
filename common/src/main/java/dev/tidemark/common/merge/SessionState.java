package dev.tidemark.common.merge;

import static dev.tidemark.common.merge.Version.greatest;
import static dev.tidemark.common.merge.Version.least;

import dev.tidemark.common.event.Event;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// All that is known of a session: a semilattice, whose join is [#merge]. Null means that nothing was said.
///
/// @param startedAt         the least start
/// @param firstSeenAt       the least time of any client event
/// @param lastSeenAt        the greatest time of any client event
/// @param lastReceivedAt    when ingest last heard from the client about it
/// @param end               the latest end
/// @param expiredAtReceived the greatest [#lastReceivedAt] that an expiry saw
/// @param heardMore         whether any client event but a start was heard
/// @param attributes        what its events say about it, at most [#MAX_ATTRIBUTES]
public record SessionState(
        @Nullable Instant startedAt,
        @Nullable Instant firstSeenAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant lastReceivedAt,
        @Nullable End end,
        @Nullable Instant expiredAtReceived,
        boolean heardMore,
        Registers attributes) {
    /// The most attributes a session keeps: those of the smallest names.
    public static final int MAX_ATTRIBUTES = 64;

    private static final int NANO_DIGITS = 9;

    public SessionState {
        attributes = attributes.smallest(MAX_ATTRIBUTES);
    }

    /// What one event says about its session.
    ///
    /// @param receivedAt when ingest received the event
    public static SessionState of(Event event, Instant receivedAt) {
        if (event instanceof Event.SessionExpired expired) {
            return new SessionState(null, null, null, null, null, expired.lastReceivedAt(), false, Registers.NONE);
        }
        Instant occurredAt = event.envelope().occurredAt();
        return new SessionState(
                event instanceof Event.SessionStarted started ? started.startedAt() : null,
                occurredAt,
                occurredAt,
                receivedAt,
                event instanceof Event.SessionEnded ended ? endSaidBy(ended) : null,
                null,
                !(event instanceof Event.SessionStarted),
                event instanceof Event.OfSession ofSession
                        ? Registers.written(occurredAt, event.envelope().id(), ofSession.attributes())
                        : Registers.NONE);
    }

    /// Everything that either of the two knows.
    public SessionState merge(SessionState other) {
        return new SessionState(
                least(startedAt, other.startedAt),
                least(firstSeenAt, other.firstSeenAt),
                greatest(lastSeenAt, other.lastSeenAt),
                greatest(lastReceivedAt, other.lastReceivedAt),
                greatest(end, other.end),
                greatest(expiredAtReceived, other.expiredAtReceived),
                heardMore || other.heardMore,
                attributes.merge(other.attributes));
    }

    /// The same, but for its attributes.
    public SessionState with(Registers otherAttributes) {
        return new SessionState(
                startedAt, firstSeenAt, lastSeenAt, lastReceivedAt, end, expiredAtReceived, heardMore, otherAttributes);
    }

    /// What a dashboard shows.
    public Status status() {
        if (end != null) {
            return Status.COMPLETED;
        }
        boolean silentSinceExpiry =
                expiredAtReceived != null && lastReceivedAt != null && !expiredAtReceived.isBefore(lastReceivedAt);
        return silentSinceExpiry ? Status.ABANDONED : Status.IN_PROGRESS;
    }

    /// How long it took, in seconds: what its end says, or else the time from its start to its end, at least 0. Null
    /// while it has no end, or says neither.
    public @Nullable BigDecimal durationSeconds() {
        if (end == null) {
            return null;
        }
        BigDecimal said = end.durationSeconds();
        if (said != null || startedAt == null) {
            return said;
        }
        Duration between = Duration.between(startedAt, end.endedAt());
        return between.isNegative()
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(between.getSeconds()).add(BigDecimal.valueOf(between.getNano(), NANO_DIGITS));
    }

    private static End endSaidBy(Event.SessionEnded ended) {
        return new End(
                ended.endedAt(),
                new Version(ended.envelope().occurredAt(), ended.envelope().id(), ended.ending()));
    }
}
