package dev.tidemark.writer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A poll in parts small enough to decode and write at once: records are counted by the broker's configuration, but
/// what
/// they hold in memory is not.
final class Slices {
    private Slices() {}

    /// The records in their order, in parts of at most that many bytes of values, each of at least one record.
    static List<List<ConsumerRecord<byte[], byte[]>>> of(
            Iterable<ConsumerRecord<byte[], byte[]>> records, long maxBytes) {
        List<List<ConsumerRecord<byte[], byte[]>>> slices = new ArrayList<>();
        long left = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long size = Math.max(0, record.serializedValueSize());
            if (slices.isEmpty() || size > left) {
                slices.add(new ArrayList<>());
                left = maxBytes;
            }
            slices.getLast().add(record);
            left -= size;
        }
        return slices;
    }
}
