package dev.tidemark.writer;

import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.writer.batch.DeliveryReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Partitions of retry topics whose next record is not due yet. They are wound back to it and wait; the member stays in
/// its group. Whoever gets such a partition meanwhile reads that record again, and waits as well.
final class NotYetDue {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Clock clock;
    private final Map<TopicPartition, Instant> dueTimes = new HashMap<>();

    NotYetDue(KafkaConsumer<byte[], byte[]> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /// What of a poll is due; the rest is read again when it is.
    ConsumerRecords<byte[], byte[]> holdBack(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> due = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(polled.nextOffsets());
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            int ready = countDue(partition, records);
            due.put(partition, records.subList(0, ready));
            if (ready < records.size()) {
                ConsumerRecord<byte[], byte[]> first = records.get(ready);
                OffsetAndMetadata back = new OffsetAndMetadata(first.offset(), first.leaderEpoch(), "");
                consumer.seek(partition, back);
                if (ready == 0) {
                    offsets.remove(partition);
                } else {
                    offsets.put(partition, back);
                }
            }
        }
        return new ConsumerRecords<>(due, offsets);
    }

    private int countDue(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Instant now = clock.instant();
        for (int i = 0; i < records.size(); i++) {
            Optional<Instant> due = dueTime(records.get(i));
            if (due.isPresent() && due.get().isAfter(now) && DeliveryReader.isBelievable(due.get(), now)) {
                dueTimes.put(partition, due.get());
                return i;
            }
        }
        return records.size();
    }

    /// When a record is due; nothing for one whose own account cannot be read, which is dealt with at once.
    private static Optional<Instant> dueTime(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(DeliveryHistory.onRetry(record.headers()).notBefore());
        } catch (IllegalArgumentException notARetry) {
            return Optional.empty();
        }
    }

    /// The partitions that wait now.
    Set<TopicPartition> partitions() {
        Instant now = clock.instant();
        dueTimes.values().removeIf(due -> !due.isAfter(now));
        return Set.copyOf(dueTimes.keySet());
    }

    void drop(Collection<TopicPartition> gone) {
        dueTimes.keySet().removeAll(gone);
    }

    /// How long until the first of them is due, but no longer than this.
    Duration untilNext(Duration most) {
        Instant now = clock.instant();
        return dueTimes.values().stream()
                .min(Comparator.naturalOrder())
                .map(due -> Duration.between(now, due))
                .filter(wait -> wait.compareTo(most) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(most);
    }
}
