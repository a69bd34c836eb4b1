package dev.tidemark.writer.dashboard;

import dev.tidemark.writer.status.PipelineHealth;
import dev.tidemark.writer.status.PipelineHealth.Health;
import dev.tidemark.writer.store.RollupList;
import dev.tidemark.writer.store.Scope;
import dev.tidemark.writer.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What pages show besides sessions, and of which nobody is told when it changes: rollups, and how the pipeline does.
/// They are looked at while a page is open.
@ApplicationScoped
class Surroundings {
    private final RollupList rollups;
    private final PipelineHealth health;
    private final Clock clock;
    private @Nullable Instant summedUp;
    private @Nullable Health did;

    Surroundings(RollupList rollups, PipelineHealth health, Clock clock) {
        this.rollups = rollups;
        this.health = health;
        this.clock = clock;
    }

    /// Whether something has changed since the last look. A store that is away has not.
    synchronized boolean haveChanged() {
        Health seen = health.latest();
        Health does = seen == null ? null : seen.timeless();
        health.refresh();
        Instant summed = summedUp;
        try {
            // Nothing is written about a repository that is not about all as well.
            summed = rollups.latestChange(Scope.all(), clock.instant().minus(Views.SHOWN))
                    .orElse(null);
        } catch (StoreException away) {
            // the pipeline's state says so
        }
        boolean changed = !Objects.equals(does, did) || !Objects.equals(summed, summedUp);
        did = does;
        summedUp = summed;
        return changed;
    }
}
