package dev.tidemark.writer.store;

import java.util.BitSet;
import java.util.SortedMap;

/// What became of the events of one request, as far as it is known.
///
/// @param size    how many events were handed to Kafka
/// @param applied the indexes of those that are in the store
/// @param dead    the indexes of those that are dead letters, and why; what was applied since is not among them
public record Receipt(int size, BitSet applied, SortedMap<Integer, String> dead) {
    /// How far it is.
    public enum Status {
        /// Nothing is known yet.
        PENDING,
        /// Some of it is.
        SYNCING,
        /// Everything is in the store.
        COMPLETED,
        /// Some of it is, the rest is dead.
        PARTIAL,
        /// All of it is dead.
        FAILED
    }

    /// How far it is.
    ///
    /// @param without indexes that the client was told to send again, and does not wait for
    public Status status(BitSet without) {
        BitSet settled = (BitSet) applied.clone();
        dead.keySet().forEach(settled::set);
        settled.or(without);
        if (settled.cardinality() < size) {
            return Status.SYNCING;
        }
        if (dead.isEmpty()) {
            return Status.COMPLETED;
        }
        return applied.isEmpty() ? Status.FAILED : Status.PARTIAL;
    }
}
