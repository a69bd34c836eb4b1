package dev.tidemark.writer;

import dev.tidemark.access.Problem;
import org.jspecify.annotations.Nullable;

/// Which page of a long list is wanted.
///
/// @param limit how many there are on it
/// @param after after which number it begins; with the newest when null
public record Paging(int limit, @Nullable Long after) {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    /// Reads it from a query.
    ///
    /// @throws Problem 400 when it is none
    public static Paging read(@Nullable String limit, @Nullable String after) {
        if ((limit != null && !limit.matches("[1-9]\\d{0,2}")) || (after != null && !after.matches("\\d{1,18}"))) {
            throw refusal();
        }
        int wanted = limit == null ? USUAL : Integer.parseInt(limit);
        if (wanted > MOST) {
            throw refusal();
        }
        return new Paging(wanted, after == null ? null : Long.valueOf(after));
    }

    /// What a client gives as `after` to have the page behind this one; null when there is none.
    public static @Nullable String cursor(@Nullable Long next) {
        return next == null ? null : next.toString();
    }

    private static Problem refusal() {
        return Problem.of(
                400, "invalid_request", "limit is from 1 to " + MOST + ", and after what next was in the last answer.");
    }
}
