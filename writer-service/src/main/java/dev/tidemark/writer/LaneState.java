package dev.tidemark.writer;

import java.util.Locale;

/// What a consumer is at.
public enum LaneState {
    /// It has not joined its group yet.
    JOINING,
    /// It takes what comes.
    WORKING,
    /// The store is away; its partitions are paused and nothing is lost.
    WAITING_FOR_STORE,
    /// Kafka is away; it starts over from the committed offsets.
    WAITING_FOR_KAFKA,
    /// The flood breaker stopped its lane, until an operator resumes it.
    STOPPED_BY_FLOOD_BREAKER,
    /// Something of our own failed; it starts over from the committed offsets, and the log says why.
    FAILING,
    /// It was told to stop.
    STOPPED;

    /// Whether it does what it should, or waits for an operator, which no other instance could do for it.
    boolean isReady() {
        return this == WORKING || this == STOPPED_BY_FLOOD_BREAKER;
    }

    /// Whether its batch waits for something that may take long to come.
    boolean isWaiting() {
        return this == WAITING_FOR_STORE || this == STOPPED_BY_FLOOD_BREAKER;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
