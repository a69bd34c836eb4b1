package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Problem;
import dev.tidemark.writer.QueryTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A time from a moment until before another.
record TimeRange(Instant from, Instant to) {
    /// Reads it from a query.
    ///
    /// @param now   until when it is when the query does not say
    /// @param usual how long it is when the query does not say
    /// @throws Problem 400 when it is none
    static TimeRange read(@Nullable String from, @Nullable String to, Instant now, Duration usual) {
        try {
            Instant end = Objects.requireNonNullElse(QueryTime.read(to), now);
            Instant begin = Objects.requireNonNullElseGet(QueryTime.read(from), () -> end.minus(usual));
            if (begin.isAfter(end)) {
                throw new IllegalArgumentException("from is not after to");
            }
            return new TimeRange(begin, end);
        } catch (IllegalArgumentException invalid) {
            throw Problem.of(400, "invalid_request", invalid.getMessage() + ".");
        }
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
