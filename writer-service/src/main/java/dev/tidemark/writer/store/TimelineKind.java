package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What can happen in a session; of what happened at the same moment, in this order from new to old.
public enum TimelineKind {
    /// It ended.
    ENDED,
    /// It was given up after this, when it was last seen.
    ABANDONED,
    /// An operation.
    OPERATION,
    /// A tab was closed.
    TAB_CLOSED,
    /// An activity.
    ACTIVITY,
    /// A page was visited.
    PAGE_VISIT,
    /// It started.
    STARTED;

    /// Its name in answers.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
