package dev.tidemark.writer.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Paging;
import dev.tidemark.writer.Reasons;
import dev.tidemark.writer.store.By;
import dev.tidemark.writer.store.Page;
import dev.tidemark.writer.store.ReplayList;
import dev.tidemark.writer.store.ReplayOrder;
import dev.tidemark.writer.store.ReplayOutcome;
import dev.tidemark.writer.store.ReplayReason;
import dev.tidemark.writer.store.ReplayState;
import dev.tidemark.writer.store.Replays;
import dev.tidemark.writer.store.Selection;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// `/api/v1/replays`: dead letters sent again or tried out, as tasks.
@Path("/api/v1/replays")
class ReplaysResource {
    private static final int RATE = 500;
    private static final int MOST_RATE = 20_000;
    private static final int CAP = 5;
    private static final Set<String> LANES = Set.of("origin", "express", "bulk");
    private static final List<String> OUTCOMES =
            List.of("pending", "sent", "applied", "failed", "skipped", "undecided");

    private final Replays replays;
    private final ReplayList list;
    private final JsonWebToken token;

    ReplaysResource(Replays replays, ReplayList list, JsonWebToken token) {
        this.replays = replays;
        this.list = list;
        this.token = token;
    }

    /// What is asked for.
    ///
    /// @param selection which letters, as [Selection] says; of these, those that are open
    /// @param dryRun    whether they are only tried out
    /// @param rate      the most events a second, 500 when absent
    /// @param lane      `origin` (when absent), `express` or `bulk`
    /// @param cap       letters that were replayed so often are left out; 5 when absent
    /// @param why       for what reason; only a dry run needs none
    @RegisterForReflection
    record Request(
            @Nullable JsonNode selection,
            boolean dryRun,
            @Nullable Integer rate,
            @Nullable String lane,
            @Nullable Integer cap,
            @Nullable String why) {
        ReplayOrder order() {
            ReplayOrder order = new ReplayOrder(
                    selected(),
                    dryRun,
                    Objects.requireNonNullElse(rate, RATE),
                    Objects.requireNonNullElse(lane, "origin"),
                    Objects.requireNonNullElse(cap, CAP));
            require(order.rate() >= 1 && order.rate() <= MOST_RATE, "rate is from 1 to 20,000 events a second.");
            require(LANES.contains(order.lane()), "lane is origin, express or bulk.");
            require(order.cap() >= 1, "cap is at least 1.");
            return order;
        }

        private Selection selected() {
            try {
                return Selection.read(selection == null ? MissingNode.getInstance() : selection);
            } catch (IllegalArgumentException notOne) {
                throw invalid(notOne.getMessage() + ".");
            }
        }
    }

    /// A decision about a replay.
    @RegisterForReflection
    record Decision(@Nullable String why) {}

    /// A replay, and why letters of it were not applied.
    @RegisterForReflection
    record Replay(@JsonUnwrapped ReplayState state, List<ReplayReason> reasons) {}

    /// Letters of a replay, in the order in which they are sent.
    @RegisterForReflection
    record Items(List<ReplayOutcome> items, @Nullable String next) {}

    /// Replays, newest first.
    @RegisterForReflection
    record Listed(List<ReplayState> replays, @Nullable String next) {}

    @POST
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response begin(@Nullable Request request) throws StoreException {
        if (request == null) {
            throw invalid("There must be a selection.");
        }
        String who = token.getSubject();
        By by = request.dryRun() ? Reasons.optional(who, request.why()) : Reasons.required(who, request.why());
        UUID id = replays.begin(request.order(), by)
                .orElseThrow(() -> Problem.of(422, "nothing_selected", "No open letter is selected."));
        return Response.created(URI.create("/api/v1/replays/" + id))
                .entity(read(id))
                .build();
    }

    @GET
    @RolesAllowed({Groups.OPERATOR, Groups.VIEWER})
    @RunOnVirtualThread
    public Listed list(@QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after)
            throws StoreException {
        Paging paging = Paging.read(limit, after);
        Page<ReplayState, Long> page = list.page(paging.limit(), paging.after());
        return new Listed(page.items(), Paging.cursor(page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Groups.OPERATOR, Groups.VIEWER})
    @RunOnVirtualThread
    public Replay one(@PathParam("id") UUID id) throws StoreException {
        return read(id);
    }

    @GET
    @Path("/{id}/items")
    @RolesAllowed({Groups.OPERATOR, Groups.VIEWER})
    @RunOnVirtualThread
    public Items items(
            @PathParam("id") UUID id,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after)
            throws StoreException {
        require(outcome == null || OUTCOMES.contains(outcome), "outcome is one of " + OUTCOMES + ".");
        Paging paging = Paging.read(limit, after);
        Page<ReplayOutcome, Long> page = list.items(id, outcome, paging.limit(), paging.after());
        return new Items(page.items(), Paging.cursor(page.next()));
    }

    @POST
    @Path("/{id}/pause")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Replay pause(@PathParam("id") UUID id, @Nullable Decision decision) throws StoreException {
        return turned(id, replays.pause(id, by(decision)), "it is not running");
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Replay resume(@PathParam("id") UUID id, @Nullable Decision decision) throws StoreException {
        return turned(id, replays.resume(id, by(decision)), "it is not held");
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Replay cancel(@PathParam("id") UUID id, @Nullable Decision decision) throws StoreException {
        return turned(id, replays.cancel(id, by(decision)), "it has ended");
    }

    private Replay turned(UUID id, boolean turned, String whyNot) throws StoreException {
        Replay replay = read(id);
        if (!turned) {
            throw Problem.of(409, "wrong_state", "This cannot be done to the replay: " + whyNot + ".");
        }
        return replay;
    }

    private Replay read(UUID id) throws StoreException {
        ReplayState state =
                list.find(id).orElseThrow(() -> Problem.of(404, "not_found", "There is no replay of this id."));
        return new Replay(state, list.reasons(id));
    }

    private By by(@Nullable Decision decision) {
        return Reasons.optional(token.getSubject(), decision == null ? null : decision.why());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw invalid(otherwise);
        }
    }

    private static Problem invalid(String detail) {
        return Problem.of(400, "invalid_request", detail);
    }
}
