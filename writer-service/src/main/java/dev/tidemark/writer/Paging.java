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
        if (after != null && !after.matches("\\d{1,18}")) {
            throw Problem.of(400, "invalid_request", "after is what next was in the last answer.");
        }
        return new Paging(limit(limit, MOST), after == null ? null : Long.valueOf(after));
    }

    /// Reads how many are wanted from a query: 50 when it does not say.
    ///
    /// @param most how many there may be
    /// @throws Problem 400 when it is no such number
    public static int limit(@Nullable String limit, int most) {
        int wanted = limit == null ? USUAL : limit.matches("[1-9]\\d{0,3}") ? Integer.parseInt(limit) : 0;
        if (wanted < 1 || wanted > most) {
            throw Problem.of(400, "invalid_request", "limit is from 1 to " + most + ".");
        }
        return wanted;
    }

    /// What a client gives as `after` to have the page behind this one; null when there is none.
    public static @Nullable String cursor(@Nullable Long next) {
        return next == null ? null : next.toString();
    }
}
