package dev.tidemark.writer.liveness;

import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Status;
import dev.tidemark.writer.store.DurationBounds;
import dev.tidemark.writer.store.MinuteCounts;
import dev.tidemark.writer.store.RepositoryName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one session counts for: a function of its state alone. So when the state changes, what it counted for is
/// taken back and what it counts for now is added.
///
/// @param byPlace the counts, by where they count
record Contributions(Map<Place, MinuteCounts> byPlace) {
    /// A session that nobody knows counts for nothing.
    static final Contributions NONE = new Contributions(Map.of());

    /// How far a minute may be ahead of the last time that something was heard of a session: as far as ingest
    /// lets clients' clocks be, and an hour. What is later counts nowhere, for time is what the latest minute
    /// says: one that is years ahead would end the summing of all others.
    static final Duration AHEAD = Duration.ofHours(25);

    private static final String ALL = "";

    /// Where something counts.
    ///
    /// @param repository of these sessions; all sessions when it is empty
    /// @param minute     in this minute
    record Place(String repository, Instant minute) {}

    /// What this session counts for.
    static Contributions of(SessionState session) {
        Map<Place, MinuteCounts> counts = new HashMap<>();
        List<String> repositories = Stream.of(ALL, RepositoryName.of(session.attributes()))
                .filter(Objects::nonNull)
                .toList();
        opened(session, repositories, counts);
        if (session.end() != null) {
            add(
                    counts,
                    repositories,
                    session.end().endedAt(),
                    new MinuteCounts(0, 0, 1, 0, taking(session.durationSeconds())));
        } else if (session.status() == Status.ABANDONED) {
            add(
                    counts,
                    repositories,
                    session.lastSeenAt(),
                    new MinuteCounts(0, 0, 0, 1, MinuteCounts.NONE.durations()));
        }
        Instant lastReceivedAt = session.lastReceivedAt();
        if (lastReceivedAt != null) {
            Instant latest = lastReceivedAt.plus(AHEAD);
            counts.keySet().removeIf(place -> place.minute().isAfter(latest));
        }
        return new Contributions(counts);
    }

    private static void opened(SessionState session, List<String> repositories, Map<Place, MinuteCounts> counts) {
        List<Long> untimed = MinuteCounts.NONE.durations();
        if (session.startedAt() != null) {
            add(counts, repositories, session.startedAt(), new MinuteCounts(1, 0, 0, 0, untimed));
        } else {
            add(counts, repositories, session.firstSeenAt(), new MinuteCounts(0, 1, 0, 0, untimed));
        }
    }

    private static void add(
            Map<Place, MinuteCounts> counts, List<String> repositories, @Nullable Instant at, MinuteCounts count) {
        if (at != null) {
            Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
            repositories.forEach(repository -> counts.merge(new Place(repository, minute), count, MinuteCounts::plus));
        }
    }

    private static List<Long> taking(@Nullable BigDecimal seconds) {
        if (seconds == null) {
            return MinuteCounts.NONE.durations();
        }
        List<Long> durations = new ArrayList<>(MinuteCounts.NONE.durations());
        durations.set(DurationBounds.bucketOf(seconds), 1L);
        return durations;
    }

    /// What must be added where, so that these hold instead of others. Minutes before the horizon are left out: the
    /// store counts those itself.
    Map<Place, MinuteCounts> instead(Contributions of, Instant horizon) {
        Map<Place, MinuteCounts> changes = new HashMap<>(byPlace);
        of.byPlace.forEach((place, counts) -> changes.merge(place, counts.negated(), MinuteCounts::plus));
        changes.entrySet()
                .removeIf(change -> change.getValue().equals(MinuteCounts.NONE)
                        || change.getKey().minute().isBefore(horizon));
        return changes;
    }

    /// The latest minute in which it counts, or the beginning of time when it does not.
    Instant latest() {
        return byPlace.isEmpty() ? Instant.EPOCH : Collections.max(minutes());
    }

    private Collection<Instant> minutes() {
        return byPlace.keySet().stream().map(Place::minute).toList();
    }
}
