package dev.tidemark.ingest.admission;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.UserId;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who sends a request.
///
/// @param user      the token's subject
/// @param isBackend whether it may name other users
public record Sender(UserId user, boolean isBackend) {
    /// The sender that a verified token names.
    ///
    /// @throws Problem 403 when its subject cannot name a user
    public static Sender of(JsonWebToken token) {
        @Nullable String subject = token.getSubject();
        if (subject == null || !UserId.isValid(subject)) {
            throw Problem.of(
                    403,
                    "invalid_subject",
                    "The token's subject cannot name a user: 1 to 256 characters, none of them control characters.");
        }
        return new Sender(new UserId(subject), token.getGroups().contains(Groups.BACKEND));
    }
}
