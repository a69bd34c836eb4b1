package dev.tidemark.writer.letters;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Reasons;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.store.DeadLetters;
import dev.tidemark.writer.store.LetterRebuilds;
import dev.tidemark.writer.store.LetterRebuilds.State;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// `/api/v1/dead-letters/rebuild`: reads the letters from the topic anew, on this instance, and says how far that is
/// wherever it runs.
@Path("/api/v1/dead-letters")
@Singleton
class LetterRebuildResource {
    private final LetterRebuilds rebuilds;
    private final LetterWriter writer;
    private final DeadLetters letters;
    private final KafkaConfig kafka;
    private final JsonWebToken token;
    private volatile @Nullable Thread running;

    LetterRebuildResource(
            LetterRebuilds rebuilds, LetterWriter writer, DeadLetters letters, KafkaConfig kafka, JsonWebToken token) {
        this.rebuilds = rebuilds;
        this.writer = writer;
        this.letters = letters;
        this.kafka = kafka;
        this.token = token;
    }

    @POST
    @Path("/rebuild")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response start() throws StoreException {
        Instant begun = rebuilds.begin(Reasons.optional(token.getSubject(), null))
                .orElseThrow(() -> Problem.of(409, "rebuild_running", "A rebuild is running; wait for it."));
        running = Thread.ofPlatform()
                .name("dead-letters-rebuild")
                .start(new LetterRebuild(begun, kafka, writer, letters, rebuilds));
        return Response.accepted(last()).build();
    }

    @GET
    @Path("/rebuild")
    @RolesAllowed({Groups.VIEWER, Groups.OPERATOR})
    @RunOnVirtualThread
    public State last() throws StoreException {
        return rebuilds.last().orElseThrow(() -> Problem.of(404, "not_found", "There was no rebuild of the letters."));
    }

    void stop(@Observes ShutdownEvent stopping) {
        Thread rebuild = running;
        if (rebuild != null) {
            rebuild.interrupt();
        }
    }
}
