package dev.tidemark.writer.dashboard;

import dev.tidemark.common.merge.Status;
import dev.tidemark.writer.status.PipelineHealth;
import dev.tidemark.writer.store.Page;
import dev.tidemark.writer.store.RollupList;
import dev.tidemark.writer.store.RollupList.Minute;
import dev.tidemark.writer.store.Scope;
import dev.tidemark.writer.store.Session;
import dev.tidemark.writer.store.SessionList;
import dev.tidemark.writer.store.SessionPosition;
import dev.tidemark.writer.store.StoreException;
import dev.tidemark.writer.store.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what pages show.
@ApplicationScoped
class Views {
    /// How far back minutes are shown.
    static final Duration SHOWN = Duration.ofHours(24);

    /// Whoever was away for longer is sent all of them.
    private static final Duration AWAY = Duration.ofHours(1);

    /// What is committed later than it says is not missed, if it is by less: no statement takes longer than 30 s.
    private static final Duration LATE = Duration.ofSeconds(60);

    private final SessionList sessions;
    private final Timeline timeline;
    private final RollupList rollups;
    private final Charts charts;
    private final PipelineHealth health;
    private final Clock clock;

    Views(
            SessionList sessions,
            Timeline timeline,
            RollupList rollups,
            Charts charts,
            PipelineHealth health,
            Clock clock) {
        this.sessions = sessions;
        this.timeline = timeline;
        this.rollups = rollups;
        this.charts = charts;
        this.health = health;
        this.clock = clock;
    }

    /// What a page shows now.
    ///
    /// @param since when what it shows was read; null when it shows nothing yet
    View read(View.Query query, @Nullable Instant since) throws StoreException {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Page<Session, SessionPosition> page = sessions.page(query.scope(), query.filter(), View.MAX_SESSIONS, null);
        Map<String, Long> counts = sessions.counts(query.scope());
        View own = new View(
                at,
                new View.Counts(
                        count(counts, Status.IN_PROGRESS),
                        count(counts, Status.COMPLETED),
                        count(counts, Status.ABANDONED)),
                query.filter().repository() == null
                        ? count(counts, Status.IN_PROGRESS)
                        : charts.active(query.scope(), query.filter().repository()),
                null,
                null,
                page.items(),
                Cursor.of(page.next()),
                selected(query).orElse(null),
                null);
        return switch (query.scope()) {
            case Scope.Of _ -> own;
            case Scope.All all -> withEverybodys(own, all, query.filter().repository(), since);
        };
    }

    private View withEverybodys(View own, Scope.All scope, @Nullable String repository, @Nullable Instant since)
            throws StoreException {
        String counted = repository == null ? RollupList.ALL : repository;
        Instant thisMinute = own.at().truncatedTo(ChronoUnit.MINUTES);
        Instant changed = since == null || since.isBefore(own.at().minus(AWAY)) ? Instant.EPOCH : since.minus(LATE);
        List<Minute> minutes = rollups.minutes(scope, counted, thisMinute.minus(SHOWN), changed);
        return new View(
                own.at(),
                own.counts(),
                own.active(),
                perMinute(scope, counted, thisMinute.minus(1, ChronoUnit.MINUTES)),
                View.Minutes.of(minutes),
                own.sessions(),
                own.more(),
                own.selected(),
                health.latest());
    }

    private View.PerMinute perMinute(Scope.All scope, String repository, Instant minute) throws StoreException {
        return rollups.minutes(scope, repository, minute, Instant.EPOCH).stream()
                .filter(read -> read.minute().equals(minute))
                .findFirst()
                .map(read -> new View.PerMinute(read.started() + read.unstarted(), read.ended(), read.abandoned()))
                .orElse(new View.PerMinute(0, 0, 0));
    }

    private Optional<View.Selected> selected(View.Query query) throws StoreException {
        Session.Key selected = query.selected();
        Optional<Session> found = selected == null
                ? Optional.empty()
                : sessions.find(query.scope(), selected.userId(), selected.sessionId());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Session session = found.get();
        return Optional.of(new View.Selected(
                session,
                timeline.page(query.scope(), session.userId, session.sessionId, View.MAX_ENTRIES, null)
                        .items()));
    }

    private static long count(Map<String, Long> counts, Status status) {
        return counts.getOrDefault(status.label(), 0L);
    }
}
