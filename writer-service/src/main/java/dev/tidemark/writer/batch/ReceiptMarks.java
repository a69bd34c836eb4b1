package dev.tidemark.writer.batch;

import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.EventHeaders.Place;
import java.util.BitSet;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What became of events, for the clients that want to know: one row a receipt and source partition, so that no two
/// writers share one.
///
/// @param byKey which events of each receipt
public record ReceiptMarks(SortedMap<Key, Marks> byKey) {
    /// What names a row.
    ///
    /// @param receipt the receipt
    /// @param source  `topic-partition` from which the events came
    public record Key(UUID receipt, String source) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing((Key key) -> key.receipt.toString()).thenComparing(Key::source);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /// Events of one receipt.
    ///
    /// @param sender  who may ask
    /// @param size    how many events share the receipt
    /// @param indexes which
    public record Marks(UserId sender, int size, BitSet indexes) {}

    /// None.
    public ReceiptMarks() {
        this(new TreeMap<>());
    }

    /// Marks one more event.
    ///
    /// @return in which row
    public Key add(Place place, ConsumerRecord<byte[], byte[]> record) {
        Key key = new Key(place.receipt(), record.topic() + "-" + record.partition());
        byKey.computeIfAbsent(key, _ -> new Marks(place.sender(), place.size(), new BitSet()))
                .indexes()
                .set(place.index());
        return key;
    }
}
