package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Paging;
import dev.tidemark.writer.store.RollupList;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/rollups` and `GET /api/v1/repositories`: what happened over a time, and where.
@Path("/api/v1")
@RolesAllowed({Groups.VIEWER, Groups.OPERATOR})
@RunOnVirtualThread
class RollupsResource {
    private static final Duration USUAL_REPOSITORIES = Duration.ofHours(1);
    private static final Duration LONGEST_REPOSITORIES = Duration.ofHours(24);

    private final SessionPolicy policy;
    private final RollupList rollups;
    private final Charts charts;
    private final Clock clock;

    RollupsResource(SessionPolicy policy, RollupList rollups, Charts charts, Clock clock) {
        this.policy = policy;
        this.rollups = rollups;
        this.charts = charts;
        this.clock = clock;
    }

    /// The busiest repositories, busiest first.
    @RegisterForReflection
    record Repositories(List<Repository> repositories) {}

    /// What happened in a repository.
    ///
    /// @param started       sessions that were opened
    /// @param medianSeconds how long half of those that ended took at most; null when none ended
    @RegisterForReflection
    record Repository(
            String repository,
            long started,
            long ended,
            long abandoned,
            @Nullable Double medianSeconds) {
        static Repository of(RollupList.Repository of) {
            Durations durations = Durations.of(of.durations());
            return new Repository(
                    of.repository(),
                    of.started(),
                    of.ended(),
                    of.abandoned(),
                    durations == null ? null : durations.p50());
        }
    }

    @GET
    @Path("/rollups")
    public Chart rollups(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("repository") @Nullable String repository,
            @QueryParam("step") @Nullable String step)
            throws StoreException {
        TimeRange range = TimeRange.read(from, to, clock.instant(), Chart.USUAL);
        String wanted = repository == null || repository.isEmpty() ? null : repository;
        return charts.read(policy.everybodys(), wanted, Chart.Grid.of(range, step));
    }

    @GET
    @Path("/repositories")
    public Repositories repositories(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit)
            throws StoreException {
        TimeRange range = TimeRange.read(from, to, clock.instant(), USUAL_REPOSITORIES);
        int wanted = Paging.limit(limit, SessionsResource.MOST);
        if (range.length().compareTo(LONGEST_REPOSITORIES) > 0) {
            throw Problem.of(400, "range_too_large", "from and to are at most 24 h apart here.");
        }
        return new Repositories(rollups.repositories(policy.everybodys(), range.from(), range.to(), wanted).stream()
                .map(Repository::of)
                .toList());
    }
}
