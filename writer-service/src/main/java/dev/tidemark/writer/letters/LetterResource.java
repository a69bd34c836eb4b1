package dev.tidemark.writer.letters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.Reasons;
import dev.tidemark.writer.letters.LetterView.Carried;
import dev.tidemark.writer.store.Bytes;
import dev.tidemark.writer.store.Decisions;
import dev.tidemark.writer.store.Letter;
import dev.tidemark.writer.store.LetterContents;
import dev.tidemark.writer.store.LetterList;
import dev.tidemark.writer.store.ReplayList;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// `/api/v1/dead-letters/{origin}`: one letter with all it carries, and the edit of its payload.
@Path("/api/v1/dead-letters")
class LetterResource {
    private final LetterList letters;
    private final Decisions decisions;
    private final ReplayList replays;
    private final SecurityIdentity identity;
    private final JsonWebToken token;

    LetterResource(
            LetterList letters,
            Decisions decisions,
            ReplayList replays,
            SecurityIdentity identity,
            JsonWebToken token) {
        this.letters = letters;
        this.decisions = decisions;
        this.replays = replays;
        this.identity = identity;
        this.token = token;
    }

    /// A payload in place of the original one.
    ///
    /// @param text   the payload, or
    /// @param base64 its bytes
    /// @param why    for the audit
    @RegisterForReflection
    record Edit(
            @Nullable String text,
            @Nullable String base64,
            @Nullable String why) {}

    /// What became of an edit.
    ///
    /// @param decodes whether the writer can read it now
    @RegisterForReflection
    record Edited(@JsonUnwrapped Letter letter, Verdict decodes) {}

    @GET
    @Path("/{origin}")
    @RolesAllowed({Groups.VIEWER, Groups.OPERATOR})
    @RunOnVirtualThread
    public Response get(@PathParam("origin") String origin, @QueryParam("full") boolean full) throws StoreException {
        Letter letter = letters.find(origin).orElseThrow(Answers::noSuchLetter);
        Carried carried = identity.hasRole(Groups.OPERATOR)
                ? letters.contents(origin)
                        .map(contents -> Carried.of(contents, full))
                        .orElse(null)
                : null;
        return Answers.of(new LetterView(letter, carried, letters.history(origin), replays.of(origin)), letter);
    }

    @PUT
    @Path("/{origin}/payload")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response edit(
            @PathParam("origin") String origin,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Edit edit)
            throws StoreException {
        Long expected = required(ifMatch);
        if (edit == null) {
            throw Problem.of(400, "invalid_request", "There must be a payload.");
        }
        Bytes payload = new Content(edit.text(), edit.base64()).bytes();
        requireSameId(origin, payload);
        Letter letter = Answers.made(
                decisions.edit(origin, expected, payload, Reasons.optional(token.getSubject(), edit.why())));
        return Answers.of(new Edited(letter, Verdict.of(payload)), letter);
    }

    @DELETE
    @Path("/{origin}/payload")
    @RolesAllowed(Groups.OPERATOR)
    @RunOnVirtualThread
    public Response takeEditBack(
            @PathParam("origin") String origin, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch)
            throws StoreException {
        Long expected = required(ifMatch);
        Letter letter =
                Answers.made(decisions.takeEditBack(origin, expected, Reasons.optional(token.getSubject(), null)));
        return Answers.of(letter, letter);
    }

    private static @Nullable Long required(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(428, "precondition_required", "If-Match must have the ETag of the letter that was seen.");
        }
        return Answers.expected(ifMatch);
    }

    /// An event is applied once by its id; with another one it would be another event.
    private void requireSameId(String origin, Bytes payload) throws StoreException {
        Letter letter = letters.find(origin).orElseThrow(Answers::noSuchLetter);
        Bytes original = letters.contents(origin).map(LetterContents::payload).orElse(null);
        Optional<String> before = Verdict.idOf(original).or(() -> Optional.ofNullable(letter.eventId()));
        Optional<String> after = Verdict.idOf(payload);
        if (before.isPresent() && after.isPresent() && !before.equals(after)) {
            throw Problem.of(422, "id_changed", "The edit has another id than the event; it would be another event.");
        }
    }
}
