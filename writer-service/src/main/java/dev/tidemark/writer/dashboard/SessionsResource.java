package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Paging;
import dev.tidemark.writer.store.Page;
import dev.tidemark.writer.store.Session;
import dev.tidemark.writer.store.SessionList;
import dev.tidemark.writer.store.SessionPosition;
import dev.tidemark.writer.store.StoreException;
import dev.tidemark.writer.store.Timeline;
import dev.tidemark.writer.store.TimelineEntry;
import dev.tidemark.writer.store.TimelinePosition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/v1/sessions`: lists of sessions, one of them, and what happened in it.
@Path("/api/v1/sessions")
@RolesAllowed({Groups.VIEWER, Groups.OPERATOR, Groups.CLIENT})
@RunOnVirtualThread
class SessionsResource {
    /// The most that a page of a list has.
    static final int MOST = 200;

    private final SessionPolicy policy;
    private final SessionList sessions;
    private final Timeline timeline;

    SessionsResource(SessionPolicy policy, SessionList sessions, Timeline timeline) {
        this.policy = policy;
        this.sessions = sessions;
        this.timeline = timeline;
    }

    /// Some sessions, newest first.
    ///
    /// @param next what to give as `after` for those before; null when there are none
    @RegisterForReflection
    record Sessions(List<Session> sessions, @Nullable String next) {}

    /// Some of what happened in a session, newest first.
    ///
    /// @param next what to give as `after` for what was before; null when there is nothing
    @RegisterForReflection
    record Entries(List<TimelineEntry> entries, @Nullable String next) {}

    @GET
    public Sessions list(
            @BeanParam FilterParams filter,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after)
            throws StoreException {
        Page<Session, SessionPosition> page =
                sessions.page(policy.scope(), filter.read(), Paging.limit(limit, MOST), Cursor.session(after));
        return new Sessions(page.items(), Cursor.of(page.next()));
    }

    @GET
    @Path("/{user}/{session}")
    public Session get(@PathParam("user") String user, @PathParam("session") String session) throws StoreException {
        return sessions.find(policy.scope(), user, session).orElseThrow(SessionsResource::unknown);
    }

    @GET
    @Path("/{user}/{session}/timeline")
    public Entries timeline(
            @PathParam("user") String user,
            @PathParam("session") String session,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after)
            throws StoreException {
        int wanted = Paging.limit(limit, MOST);
        TimelinePosition place = Cursor.timeline(after);
        Session found = get(user, session);
        Page<TimelineEntry, TimelinePosition> page =
                timeline.page(policy.scope(), found.userId, found.sessionId, wanted, place);
        return new Entries(page.items(), Cursor.of(page.next()));
    }

    private static Problem unknown() {
        return Problem.of(404, "session_unknown", "There is no such session, or it is not yours to see.");
    }
}
