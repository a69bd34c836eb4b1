package dev.tidemark.bench.page;

/// All that is counted, at one moment.
///
/// @param nanos    of [System#nanoTime()]
/// @param accepted bulk events
/// @param written  bulk events
/// @param views    that subscribers looked at
/// @param bytes    that subscribers were sent
record Counters(long nanos, Processors processors, long accepted, long written, long views, long bytes) {
    /// How long ago that was.
    double secondsSince(Counters before) {
        return (nanos - before.nanos) / 1e9;
    }
}
