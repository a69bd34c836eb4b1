package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which letters are looked for; null restricts nothing.
///
/// @param group  those of this fingerprint
/// @param type   of this type of event
/// @param user   about this user
/// @param status that are `open`, `discarded` or `applied`
/// @param from   that died last at this moment or later
/// @param to     that died last before this moment
/// @param q      whose user, session or event begins like this, or in whose type, failure and detail words do; each of
///               several parts for itself
@RegisterForReflection
public record LetterFilter(
        @Nullable String group,
        @Nullable String type,
        @Nullable String user,
        @Nullable String status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String q) {
    private static final Set<String> STATUSES = Set.of("open", "discarded", "applied");
    private static final int LONGEST = 1_000;

    public LetterFilter {
        if (status != null && !STATUSES.contains(status)) {
            throw new IllegalArgumentException("status is open, discarded or applied");
        }
        if (q != null && q.length() > LONGEST) {
            throw new IllegalArgumentException("q has at most 1,000 characters");
        }
    }
}
