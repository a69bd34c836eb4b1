package dev.tidemark.writer.dashboard;

import dev.tidemark.common.merge.Status;
import dev.tidemark.writer.store.PageVisit;
import dev.tidemark.writer.store.Session;
import dev.tidemark.writer.store.SessionCount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what pages show.
@ApplicationScoped
class Views {
    private final Clock clock;

    Views(Clock clock) {
        this.clock = clock;
    }

    @Transactional
    View read(View.Query query) {
        Map<String, Long> counts = SessionCount.byStatus();
        List<Session> sessions = query.status() == null
                ? Session.newest(View.MAX_SESSIONS)
                : Session.newest(query.status(), View.MAX_SESSIONS);
        return new View(
                clock.instant(),
                new View.Counts(
                        count(counts, Status.IN_PROGRESS),
                        count(counts, Status.COMPLETED),
                        count(counts, Status.ABANDONED)),
                sessions,
                selected(query));
    }

    private static View.@Nullable Selected selected(View.Query query) {
        if (query.user() == null || query.session() == null) {
            return null;
        }
        return Session.of(query.user(), query.session())
                .map(session -> new View.Selected(
                        session, PageVisit.ofSession(session.userId, session.sessionId, View.MAX_VISITS)))
                .orElse(null);
    }

    private static long count(Map<String, Long> counts, Status status) {
        return counts.getOrDefault(status.label(), 0L);
    }
}
