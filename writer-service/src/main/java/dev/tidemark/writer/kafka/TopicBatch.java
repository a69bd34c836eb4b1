package dev.tidemark.writer.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// What polls brought until that was much, or there was nothing more.
///
/// @param records what is to be written at once
/// @param next    what is to be committed then
public record TopicBatch(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> next) {
    private static final int MANY = 500;
    private static final long MANY_BYTES = 4 << 20;

    /// Polls for one.
    ///
    /// @param patience how long to wait for its first record
    public static TopicBatch poll(KafkaConsumer<byte[], byte[]> consumer, Duration patience) {
        TopicBatch batch = new TopicBatch(new ArrayList<>(), new HashMap<>());
        long bytes = 0;
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(patience);
        while (!polled.isEmpty()) {
            polled.forEach(batch.records::add);
            batch.next.putAll(polled.nextOffsets());
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                bytes += RecordSize.of(record);
            }
            if (batch.records.size() >= MANY || bytes >= MANY_BYTES) {
                break;
            }
            polled = consumer.poll(Duration.ZERO);
        }
        return batch;
    }

    /// Whether there was nothing.
    public boolean isEmpty() {
        return records.isEmpty();
    }

    /// Lets the consumer read all of it again.
    public void rewind(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            begins.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
        }
        begins.keySet().retainAll(consumer.assignment());
        begins.forEach(consumer::seek);
    }
}
