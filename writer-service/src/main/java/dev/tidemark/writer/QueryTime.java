package dev.tidemark.writer;

import dev.tidemark.common.event.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A time that a query names.
public final class QueryTime {
    private QueryTime() {}

    /// Reads it; null when there is none.
    ///
    /// @throws IllegalArgumentException when it is no time
    public static @Nullable Instant read(@Nullable String text) {
        try {
            return text == null ? null : EventTime.parse(text);
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new IllegalArgumentException("from and to are RFC 3339 times, like 2026-11-21T07:00:00Z", notATime);
        }
    }
}
