package dev.tidemark.writer.status;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.Reasons;
import dev.tidemark.writer.store.By;
import dev.tidemark.writer.store.LaneStops;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/lanes/{lane}/resume`: an operator lets a lane go on that the flood breaker stopped.
@Path("/api/v1/lanes/{lane}/resume")
class LaneResource {
    private static final Logger LOG = Logger.getLogger(LaneResource.class);

    private final LaneStops stops;
    private final JsonWebToken token;

    LaneResource(LaneStops stops, JsonWebToken token) {
        this.stops = stops;
        this.token = token;
    }

    /// How it goes on.
    ///
    /// @param letThrough how many dead letters may pass before the breaker counts again; none when absent, which is
    /// right when what was wrong is mended
    /// @param why        for the audit
    @RegisterForReflection
    record Resume(@Nullable Long letThrough, @Nullable String why) {}

    @POST
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public void resume(@PathParam("lane") String name, @Nullable Resume resume) {
        Lane lane = Stream.of(Lane.values())
                .filter(known -> known.label().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(404, "not_found", "There are the lanes express and bulk."));
        long letThrough = resume == null || resume.letThrough() == null ? 0 : resume.letThrough();
        if (letThrough < 0) {
            throw Problem.of(400, "invalid_request", "let_through must not be negative.");
        }
        By by = Reasons.optional(token.getSubject(), resume == null ? null : resume.why());
        try {
            boolean wasStopped = stops.resume(lane, letThrough, by);
            LOG.infof("resumed lane=%s by=%s let_through=%d was_stopped=%s", name, by.who(), letThrough, wasStopped);
        } catch (StoreException away) {
            throw Problem.of(503, "store_unavailable", "The store does not answer; try again in a moment.")
                    .retryAfter(Duration.ofSeconds(2));
        }
    }
}
