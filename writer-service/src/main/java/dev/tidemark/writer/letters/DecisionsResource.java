package dev.tidemark.writer.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Reasons;
import dev.tidemark.writer.store.BulkDecisions;
import dev.tidemark.writer.store.Decisions;
import dev.tidemark.writer.store.Letter;
import dev.tidemark.writer.store.Selection;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// What operators decide about letters, one or many: to discard them, and to open them again.
@Path("/api/v1/dead-letters")
class DecisionsResource {
    private final Decisions decisions;
    private final BulkDecisions bulk;
    private final JsonWebToken token;

    DecisionsResource(Decisions decisions, BulkDecisions bulk, JsonWebToken token) {
        this.decisions = decisions;
        this.bulk = bulk;
        this.token = token;
    }

    /// A decision about one letter.
    ///
    /// @param why for what reason
    @RegisterForReflection
    record One(@Nullable String why) {}

    /// A decision about many letters.
    ///
    /// @param selection which, as [Selection] says
    /// @param why       for what reason
    @RegisterForReflection
    record Many(@Nullable JsonNode selection, @Nullable String why) {
        Selection selected() {
            try {
                return Selection.read(selection == null ? MissingNode.getInstance() : selection);
            } catch (IllegalArgumentException notOne) {
                throw Problem.of(400, "invalid_request", notOne.getMessage() + ".");
            }
        }
    }

    /// How many letters were discarded.
    @RegisterForReflection
    record Discarded(long discarded) {}

    /// How many letters are open again.
    @RegisterForReflection
    record Restored(long restored) {}

    @POST
    @Path("/{origin}/discard")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response discard(
            @PathParam("origin") String origin,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable One decision)
            throws StoreException {
        Letter letter = Answers.made(decisions.discard(
                origin,
                Answers.expected(ifMatch),
                Reasons.required(token.getSubject(), decision == null ? null : decision.why())));
        return Answers.of(letter, letter);
    }

    @POST
    @Path("/{origin}/restore")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response restore(
            @PathParam("origin") String origin,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable One decision)
            throws StoreException {
        Letter letter = Answers.made(decisions.restore(
                origin,
                Answers.expected(ifMatch),
                Reasons.optional(token.getSubject(), decision == null ? null : decision.why())));
        return Answers.of(letter, letter);
    }

    @POST
    @Path("/discard")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Discarded discard(@Nullable Many decision) throws StoreException {
        Many many = required(decision);
        return new Discarded(bulk.discard(many.selected(), Reasons.required(token.getSubject(), many.why())));
    }

    @POST
    @Path("/restore")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Restored restore(@Nullable Many decision) throws StoreException {
        Many many = required(decision);
        return new Restored(bulk.restore(many.selected(), Reasons.optional(token.getSubject(), many.why())));
    }

    private static Many required(@Nullable Many decision) {
        if (decision == null) {
            throw Problem.of(400, "invalid_request", "There must be a selection.");
        }
        return decision;
    }
}
