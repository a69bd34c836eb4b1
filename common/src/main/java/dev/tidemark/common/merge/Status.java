package dev.tidemark.common.merge;

/// What a dashboard shows of a session. Derived, never stored by an event.
public enum Status {
    /// Neither ended nor given up.
    IN_PROGRESS,
    /// Its end was heard. Nothing reopens it.
    COMPLETED,
    /// Nothing was heard since an expiry. Anything heard afterwards reopens it.
    ABANDONED;

    /// The status as it stands in tables and answers.
    public String label() {
        return switch (this) {
            case IN_PROGRESS -> "in_progress";
            case COMPLETED -> "completed";
            case ABANDONED -> "abandoned";
        };
    }
}
