package dev.tidemark.writer;

/// What a lane's thread is at.
enum LaneState {
    /// It has not joined its group yet.
    JOINING,
    /// It takes what comes.
    WORKING,
    /// The store is away; its partitions are paused and nothing is lost.
    WAITING_FOR_STORE,
    /// Kafka is away; it starts over from the committed offsets.
    WAITING_FOR_KAFKA,
    /// Something of our own failed; it starts over from the committed offsets, and the log says why.
    FAILING,
    /// It was told to stop.
    STOPPED
}
