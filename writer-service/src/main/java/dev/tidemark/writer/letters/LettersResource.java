package dev.tidemark.writer.letters;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Paging;
import dev.tidemark.writer.QueryTime;
import dev.tidemark.writer.store.Letter;
import dev.tidemark.writer.store.LetterFilter;
import dev.tidemark.writer.store.LetterGroup;
import dev.tidemark.writer.store.LetterList;
import dev.tidemark.writer.store.Page;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/dead-letters` and `…/groups`: what is dead, letter by letter and by cause.
@Path("/api/v1/dead-letters")
class LettersResource {
    private final LetterList letters;

    LettersResource(LetterList letters) {
        this.letters = letters;
    }

    /// Some letters, newest first.
    ///
    /// @param next what to give as `after` for those before; null when there are none
    @RegisterForReflection
    record Letters(List<Letter> letters, @Nullable String next) {}

    /// Groups, newest first.
    @RegisterForReflection
    record GroupList(List<LetterGroup> groups) {}

    @GET
    @RolesAllowed({Groups.VIEWER, Groups.OPERATOR})
    @RunOnVirtualThread
    public Letters list(
            @QueryParam("group") @Nullable String group,
            @QueryParam("type") @Nullable String type,
            @QueryParam("user") @Nullable String user,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("q") @Nullable String q,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after)
            throws StoreException {
        Paging paging = Paging.read(limit, after);
        try {
            LetterFilter filter =
                    new LetterFilter(group, type, user, status, QueryTime.read(from), QueryTime.read(to), q);
            Page<Letter, Long> page = letters.page(filter, paging.limit(), paging.after());
            return new Letters(page.items(), Paging.cursor(page.next()));
        } catch (IllegalArgumentException invalid) {
            throw Problem.of(400, "invalid_request", invalid.getMessage() + ".");
        }
    }

    @GET
    @Path("/groups")
    @RolesAllowed({Groups.VIEWER, Groups.OPERATOR})
    @RunOnVirtualThread
    public GroupList groups(@QueryParam("status") @Nullable String status) throws StoreException {
        try {
            return new GroupList(letters.groups(status));
        } catch (IllegalArgumentException invalid) {
            throw Problem.of(400, "invalid_request", invalid.getMessage() + ".");
        }
    }
}
