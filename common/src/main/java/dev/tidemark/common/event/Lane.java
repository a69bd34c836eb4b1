package dev.tidemark.common.event;

/// The two roads from ingest to the store. Each has its own topic, consumer group and threads, so that a bulk backlog
/// does not delay session starts and ends.
public enum Lane {
    /// Session starts and ends, and what a client marked `immediate` or `high`.
    EXPRESS,
    /// Everything else.
    BULK;

    /// The lane's name in topics, metrics and logs.
    public String label() {
        return switch (this) {
            case EXPRESS -> "express";
            case BULK -> "bulk";
        };
    }
}
