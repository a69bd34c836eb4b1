package dev.tidemark.ingest;

import dev.tidemark.access.Groups;
import dev.tidemark.ingest.admission.Bodies;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.answer.Answer;
import dev.tidemark.ingest.publishing.Publisher;
import dev.tidemark.ingest.validation.BatchReader;
import dev.tidemark.ingest.validation.Rules;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/events`: a batch of events in, a verdict per event out, given only once Kafka has what was accepted.
@Path("/api/v1/events")
final class EventsResource {
    private final JsonWebToken token;
    private final Bodies bodies;
    private final Publisher publisher;
    private final Meters meters;
    private final Clock clock;

    EventsResource(JsonWebToken token, Bodies bodies, Publisher publisher, Meters meters, Clock clock) {
        this.token = token;
        this.bodies = bodies;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Groups.CLIENT, Groups.BACKEND})
    @RunOnVirtualThread
    public Response post(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding,
            @QueryParam("results") @Nullable String results,
            InputStream body) {
        Sender sender = Sender.of(token);
        byte[] json = bodies.read(body, encoding);
        List<Submission> submissions = BatchReader.read(json);
        List<Submission> judged = new Rules(sender, clock.instant()).apply(submissions);
        List<Verdict> verdicts = publisher.publish(judged, sender, clock.instant());
        meters.count(verdicts);
        return new Answer(judged, verdicts).toResponse("all".equals(results));
    }
}
