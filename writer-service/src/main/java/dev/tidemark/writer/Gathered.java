package dev.tidemark.writer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// What polls brought since the last batch was handed over: the next batch. It grows while the one before is written,
/// so that batches are small when there is little to do and large when there is much, within bounds.
final class Gathered {
    private final int mostRecords;
    private final long mostBytes;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;

    /// @param mostRecords with how many it is full; the last poll may bring more
    /// @param mostBytes   with how many bytes of values it is full; likewise
    Gathered(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        offsets.putAll(polled.nextOffsets());
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            records.add(record);
            bytes += Math.max(0, record.serializedValueSize());
        }
    }

    /// Forgets what came from partitions that went to others, who do it again.
    void drop(Collection<TopicPartition> gone) {
        offsets.keySet().removeAll(gone);
        records = new ArrayList<>(records.stream()
                .filter(record -> !gone.contains(new TopicPartition(record.topic(), record.partition())))
                .toList());
        bytes = records.stream()
                .mapToLong(record -> Math.max(0, record.serializedValueSize()))
                .sum();
    }

    boolean isEmpty() {
        return offsets.isEmpty();
    }

    boolean isFull() {
        return records.size() >= mostRecords || bytes >= mostBytes;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /// What may be committed once all records are settled.
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }
}
