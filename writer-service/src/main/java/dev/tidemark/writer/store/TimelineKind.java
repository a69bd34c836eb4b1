package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/// What can happen in a session; of what happened at the same moment, in this order from new to old.
public enum TimelineKind {
    /// It ended.
    ENDED(0),
    /// It was given up after this, when it was last seen.
    ABANDONED(1),
    /// An operation.
    OPERATION(2),
    /// A tab was closed.
    TAB_CLOSED(3),
    /// An activity.
    ACTIVITY(4),
    /// A page was visited.
    PAGE_VISIT(5),
    /// It started.
    STARTED(6);

    private final int rank;

    TimelineKind(int rank) {
        this.rank = rank;
    }

    /// The kind of a rank.
    static TimelineKind of(int rank) {
        return Stream.of(values()).filter(kind -> kind.rank == rank).findFirst().orElseThrow();
    }

    /// Its place in that order.
    int rank() {
        return rank;
    }

    /// Its name in answers.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
