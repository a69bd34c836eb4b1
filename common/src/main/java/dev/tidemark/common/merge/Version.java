package dev.tidemark.common.merge;

import static dev.tidemark.common.json.BytewiseOrder.BYTEWISE;

import dev.tidemark.common.event.EventId;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A value together with the point at which it was written: the later one wins. Ordered by the client's time, then by
/// event id, then by the value itself, texts bytewise; so two versions tie only when they are equal.
///
/// @param occurredAt the writing event's time
/// @param event      the writing event
/// @param value      what was written, as text
public record Version(Instant occurredAt, EventId event, String value) implements Comparable<Version> {
    private static final Comparator<Version> ORDER = Comparator.comparing(Version::occurredAt)
            .thenComparing(version -> version.event().value(), BYTEWISE)
            .thenComparing(Version::value, BYTEWISE);

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    /// Whether this was written at a later point than the other; their values are not compared.
    boolean isWrittenAfter(Version other) {
        int byTime = occurredAt.compareTo(other.occurredAt);
        return byTime > 0 || (byTime == 0 && BYTEWISE.compare(event.value(), other.event.value()) > 0);
    }

    /// The greater of two, where none is less than any.
    static <T extends Comparable<? super T>> @Nullable T greatest(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }

    /// The lesser of two, where none is greater than any.
    static <T extends Comparable<? super T>> @Nullable T least(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }
}
