package dev.tidemark.writer.liveness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Sessions in the order in which they are due. Looking costs as much as there is due, however many wait: what lies
/// before the place where looking ended is gone, and the traces of what was there are not passed again.
final class DueSessions {
    private final KeyValueStore<Bytes, byte[]> store;
    private Instant lookedUntil = Instant.EPOCH;

    DueSessions(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void put(DueKey key) {
        if (key.at().isBefore(lookedUntil)) {
            lookedUntil = key.at();
        }
        store.put(key.toBytes(), new byte[0]);
    }

    void remove(DueKey key) {
        store.delete(key.toBytes());
    }

    /// Takes those that are due by then, the longest due first.
    ///
    /// @param most of them
    List<DueKey> take(Instant until, int most) {
        List<DueKey> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> keys = store.range(DueKey.from(lookedUntil), DueKey.from(until))) {
            while (keys.hasNext() && due.size() < most) {
                due.add(DueKey.of(keys.next().key));
            }
        }
        due.forEach(this::remove);
        lookedUntil = due.size() < most ? until : due.getLast().at();
        return due;
    }
}
