package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.writer.store.Session;
import dev.tidemark.writer.store.StoreHealth;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/dashboard/live`: what a page shows, pushed whenever it changes.
@Path("/api/v1/dashboard/live")
class LiveResource {
    private final SessionPolicy policy;
    private final LiveFeed feed;
    private final StoreHealth store;
    private final Seats seats;

    LiveResource(SessionPolicy policy, LiveFeed feed, StoreHealth store, Seats seats) {
        this.policy = policy;
        this.feed = feed;
        this.store = store;
        this.seats = seats;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({Groups.VIEWER, Groups.OPERATOR, Groups.CLIENT})
    @Blocking // a stream that has begun cannot be refused any more, so the store is asked before
    public Multi<OutboundSseEvent> live(
            @Context Sse sse,
            @BeanParam FilterParams filter,
            @QueryParam("selected_user") @Nullable String user,
            @QueryParam("selected_session") @Nullable String session,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId) {
        View.Query query = new View.Query(policy.scope(), filter.read(), selected(user, session));
        if (!store.isUp()) {
            throw Problem.of(503, "store_unavailable", "The store does not answer; try again in a moment.")
                    .retryAfter(Duration.ofSeconds(2));
        }
        Duration left = policy.untilTokenExpires();
        Seats.Seat seat = seats.take(query.scope());
        Multi<OutboundSseEvent> views = feed.subscribe(query, since(lastEventId))
                .map(sent -> sse.newEventBuilder()
                        .name("view")
                        .id(sent.view().id())
                        .data(sent.json())
                        .build());
        Multi<OutboundSseEvent> pings =
                feed.pings().map(_ -> sse.newEventBuilder().comment("ping").build());
        // One at a time, so that a page that reads slowly is given the newest view and not a backlog.
        return Multi.createBy()
                .merging()
                .withRequests(1)
                .streams(views, pings)
                .select()
                .first(left)
                .onTermination()
                .invoke(seat::leave);
    }

    private static Session.@Nullable Key selected(@Nullable String user, @Nullable String session) {
        if ((user == null) != (session == null)) {
            throw Problem.of(400, "invalid_request", "selected_user and selected_session come together.");
        }
        return user == null || session == null ? null : new Session.Key(user, session);
    }

    /// What is no id of ours is as good as none: the page is then sent everything.
    private static @Nullable Instant since(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}")
                ? EventTime.ofMicros(Long.parseLong(lastEventId))
                : null;
    }
}
