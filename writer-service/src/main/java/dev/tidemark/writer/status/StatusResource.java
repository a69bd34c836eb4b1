package dev.tidemark.writer.status;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.Lane;
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

/// `GET /api/v1/status`: how the pipeline does.
@Path("/api/v1/status")
class StatusResource {
    private final Pipeline pipeline;
    private final PipelineHealth health;

    StatusResource(Pipeline pipeline, PipelineHealth health) {
        this.pipeline = pipeline;
        this.health = health;
    }

    /// How the pipeline does.
    ///
    /// @param lanes       how far each lane is
    /// @param stopped     lanes that the flood breaker stopped, until an operator resumes them
    /// @param retriesWaiting how many events wait for another try
    /// @param deadLetters how many dead letters the topic holds
    /// @param store       `up` or `down`
    @RegisterForReflection
    record Status(
            List<Pipeline.LaneProgress> lanes,
            List<String> stopped,
            long retriesWaiting,
            long deadLetters,
            String store) {}

    @GET
    @RolesAllowed(Groups.VIEWER)
    @RunOnVirtualThread
    public Status status() throws InterruptedException {
        try {
            List<Pipeline.LaneProgress> lanes = new ArrayList<>();
            for (Lane lane : Lane.values()) {
                lanes.add(pipeline.progress(lane));
            }
            List<String> stopped = health.stoppedNow();
            return new Status(
                    lanes,
                    stopped == null ? List.of() : stopped,
                    pipeline.retriesWaiting(),
                    pipeline.deadLetters(),
                    stopped == null ? "down" : "up");
        } catch (ExecutionException | TimeoutException away) {
            throw Problem.of(503, "kafka_unavailable", "Kafka does not answer; try again in a moment.")
                    .retryAfter(Duration.ofSeconds(2));
        }
    }
}
