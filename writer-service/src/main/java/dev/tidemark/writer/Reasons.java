package dev.tidemark.writer;

import dev.tidemark.access.Problem;
import dev.tidemark.writer.store.By;
import org.jspecify.annotations.Nullable;

/// Why operators do things, in their own words, for the audit.
public final class Reasons {
    private static final int LONGEST = 1_000;

    private Reasons() {}

    /// Who does it, and why.
    ///
    /// @throws Problem 400 when there is no reason, or it is too long
    public static By required(String who, @Nullable String why) {
        By by = optional(who, why);
        if (by.why() == null) {
            throw Problem.of(400, "invalid_request", "why must say for what reason.");
        }
        return by;
    }

    /// Who does it, and perhaps why.
    ///
    /// @throws Problem 400 when the reason is too long
    public static By optional(String who, @Nullable String why) {
        String reason = why == null || why.isBlank() ? null : why.strip();
        if (reason != null && reason.length() > LONGEST) {
            throw Problem.of(400, "invalid_request", "why has at most 1,000 characters.");
        }
        return new By(who, reason);
    }
}
