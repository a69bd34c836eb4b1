package dev.tidemark.writer.rebuild;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.writer.Lanes;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.store.RebuildState;
import dev.tidemark.writer.store.Rebuilds;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// `/api/v1/rebuild`: starts a rebuild on this instance, says how far the last one is wherever it runs, and cancels it.
@Path("/api/v1/rebuild")
@Singleton
class RebuildResource {
    private final Rebuilds rebuilds;
    private final KafkaConfig kafka;
    private final Lanes lanes;
    private final JsonWebToken token;
    private volatile @Nullable Thread running;

    RebuildResource(Rebuilds rebuilds, KafkaConfig kafka, Lanes lanes, JsonWebToken token) {
        this.rebuilds = rebuilds;
        this.kafka = kafka;
        this.lanes = lanes;
        this.token = token;
    }

    /// What to write again.
    ///
    /// @param from events received at that moment or later
    @RegisterForReflection
    record Request(@Nullable Instant from) {}

    @POST
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response start(@Nullable Request request) {
        Instant from = request == null ? null : request.from();
        if (from == null) {
            throw Problem.of(400, "invalid_request", "from must be an RFC 3339 time, like 2026-11-21T07:00:00Z.");
        }
        if (from.isBefore(EventTime.EARLIEST) || from.isAfter(EventTime.LATEST)) {
            throw Problem.of(400, "invalid_request", "from is before 2000, or too far ahead.");
        }
        try {
            Instant begun = rebuilds.begin(from, token.getSubject())
                    .orElseThrow(() ->
                            Problem.of(409, "rebuild_running", "A rebuild is running; wait for it or cancel it."));
            running = Thread.ofPlatform()
                    .name("rebuild")
                    .start(new Rebuild(from, begun, kafka, lanes::rebuildingWriter, rebuilds));
            return Response.accepted(rebuilds.last().orElseThrow()).build();
        } catch (StoreException away) {
            throw storeIsAway();
        }
    }

    @GET
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public RebuildState last() {
        try {
            return rebuilds.last()
                    .orElseThrow(() -> Problem.of(404, "not_found", "There was no rebuild of this store."));
        } catch (StoreException away) {
            throw storeIsAway();
        }
    }

    @DELETE
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public void cancel() {
        try {
            rebuilds.cancel();
        } catch (StoreException away) {
            throw storeIsAway();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        Thread rebuild = running;
        if (rebuild != null) {
            rebuild.interrupt();
        }
    }

    private static Problem storeIsAway() {
        return Problem.of(503, "store_unavailable", "The store does not answer; try again in a moment.")
                .retryAfter(Duration.ofSeconds(2));
    }
}
