package dev.tidemark.writer.store;

import dev.tidemark.common.merge.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which sessions are looked for; null restricts nothing.
///
/// @param status     that have this status
/// @param user       of this user
/// @param repository of this repository, as `owner/name`
/// @param from       opened at this moment or later: when they started or else were first seen
/// @param to         opened before this moment
/// @param q          whose session id, user or repository begins like this
public record SessionFilter(
        @Nullable Status status,
        @Nullable String user,
        @Nullable String repository,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String q) {
    /// As long as a user's name can be, which is the longest of what is looked for.
    private static final int LONGEST = 256;

    public SessionFilter {
        requireShort("user", user);
        requireShort("repository", repository);
        requireShort("q", q);
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("from is not after to");
        }
    }

    private static void requireShort(String name, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw new IllegalArgumentException(name + " has at most " + LONGEST + " characters");
        }
    }
}
