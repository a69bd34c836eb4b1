package dev.tidemark.writer.dashboard;

import dev.tidemark.common.merge.Status;
import dev.tidemark.writer.store.RollupList;
import dev.tidemark.writer.store.RollupList.Minute;
import dev.tidemark.writer.store.Scope;
import dev.tidemark.writer.store.SessionList;
import dev.tidemark.writer.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads charts. How many sessions were in progress at some time follows from how many are now, and from what happened
/// since.
@ApplicationScoped
class Charts {
    /// Over a longer time it is not reckoned back.
    private static final Duration LONGEST_BACK = Duration.ofDays(8);

    private final RollupList rollups;
    private final SessionList sessions;
    private final Clock clock;

    Charts(RollupList rollups, SessionList sessions, Clock clock) {
        this.rollups = rollups;
        this.sessions = sessions;
        this.clock = clock;
    }

    Chart read(Scope.All scope, @Nullable String repository, Chart.Grid grid) throws StoreException {
        String counted = repository == null ? RollupList.ALL : repository;
        Long active = null;
        if (grid.from().isAfter(clock.instant().minus(LONGEST_BACK))) {
            active = active(scope, repository) - rollups.net(scope, counted, grid.from());
        }
        List<RollupList.Step> steps = rollups.steps(scope, counted, grid.from(), grid.to(), grid.step());
        return new Chart(grid.from(), grid.to(), grid.step().toSeconds(), repository, active, points(steps, active));
    }

    /// How many sessions are in progress now.
    long active(Scope scope, @Nullable String repository) throws StoreException {
        return repository == null
                ? sessions.counts(scope).getOrDefault(Status.IN_PROGRESS.label(), 0L)
                : sessions.active(scope, repository);
    }

    private static List<Chart.Point> points(List<RollupList.Step> steps, @Nullable Long before) {
        List<Chart.Point> points = new ArrayList<>(steps.size());
        Long active = before;
        for (RollupList.Step step : steps) {
            Minute counts = step.counts();
            active = active == null ? null : Long.valueOf(active + counts.net());
            points.add(new Chart.Point(
                    counts.minute(),
                    counts.started(),
                    counts.unstarted(),
                    counts.ended(),
                    counts.abandoned(),
                    active,
                    Durations.of(step.durations())));
        }
        return points;
    }
}
