package dev.tidemark.writer.status;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.store.LaneStops;
import dev.tidemark.writer.store.StoreException;
import dev.tidemark.writer.store.StoreHealth;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// `GET /api/v1/status`: how the pipeline does.
@Path("/api/v1/status")
class StatusResource {
    private static final Logger LOG = Logger.getLogger(StatusResource.class);

    private final Pipeline pipeline;
    private final LaneStops stops;
    private final StoreHealth store;

    StatusResource(Pipeline pipeline, LaneStops stops, StoreHealth store) {
        this.pipeline = pipeline;
        this.stops = stops;
        this.store = store;
    }

    /// How the pipeline does.
    ///
    /// @param lanes       how far each lane is
    /// @param stopped     lanes that the flood breaker stopped, until an operator resumes them
    /// @param deadLetters how many dead letters the topic holds
    /// @param store       `up` or `down`
    @RegisterForReflection
    record Status(List<Pipeline.LaneProgress> lanes, List<String> stopped, long deadLetters, String store) {}

    @GET
    @RolesAllowed(Groups.VIEWER)
    @RunOnVirtualThread
    public Status status() throws InterruptedException {
        try {
            List<Pipeline.LaneProgress> lanes = new ArrayList<>();
            for (Lane lane : Lane.values()) {
                lanes.add(pipeline.progress(lane));
            }
            boolean isUp = store.isUp();
            return new Status(lanes, isUp ? stopped() : List.of(), pipeline.deadLetters(), isUp ? "up" : "down");
        } catch (ExecutionException | TimeoutException away) {
            throw Problem.of(503, "kafka_unavailable", "Kafka does not answer; try again in a moment.")
                    .retryAfter(Duration.ofSeconds(2));
        }
    }

    private List<String> stopped() {
        List<String> stopped = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            try {
                if (stops.isStopped(lane)) {
                    stopped.add(lane.label());
                }
            } catch (StoreException away) {
                LOG.debugf("the store went away lane=%s", lane.label());
            }
        }
        return stopped;
    }
}
