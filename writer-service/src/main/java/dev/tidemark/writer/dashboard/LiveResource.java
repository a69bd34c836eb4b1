package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.merge.Status;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/dashboard/live`: what a page shows, pushed whenever it changes.
@Path("/api/v1/dashboard/live")
class LiveResource {
    /// A stream that is silent for longer is taken for dead.
    private static final Duration PING = Duration.ofSeconds(10);

    private final LiveFeed feed;

    LiveResource(LiveFeed feed) {
        this.feed = feed;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.VIEWER)
    public Multi<OutboundSseEvent> live(
            @Context Sse sse,
            @QueryParam("status") @Nullable String status,
            @QueryParam("user") @Nullable String user,
            @QueryParam("session") @Nullable String session) {
        if (status != null
                && Stream.of(Status.values()).noneMatch(known -> known.label().equals(status))) {
            throw Problem.of(400, "invalid_status", "status must be in_progress, completed or abandoned.");
        }
        Multi<OutboundSseEvent> views = feed.subscribe(new View.Query(status, user, session))
                .map(view -> sse.newEventBuilder()
                        .name("view")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(view)
                        .build());
        Multi<OutboundSseEvent> pings = Multi.createFrom()
                .ticks()
                .every(PING)
                .onOverflow()
                .drop()
                .map(_ -> sse.newEventBuilder().comment("ping").build());
        // One at a time, so that a page that reads slowly is given the newest view and not a backlog.
        return Multi.createBy().merging().withRequests(1).streams(views, pings);
    }
}
