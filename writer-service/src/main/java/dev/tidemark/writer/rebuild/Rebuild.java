package dev.tidemark.writer.rebuild;

import dev.tidemark.writer.RecordWriter;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.store.Rebuilds;
import dev.tidemark.writer.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Writes all events of the lanes again that were received since a moment, up to where the lanes end as it begins. What
/// cannot be read is passed over: its letter is there already.
final class Rebuild implements Runnable {
    private static final Logger LOG = Logger.getLogger(Rebuild.class);
    private static final List<Source> SOURCES = List.of(Source.EXPRESS, Source.BULK, Source.EXPIRED);
    private static final int MANY = 1_000;
    private static final long MANY_BYTES = 8 << 20;
    private static final Duration REPORTING = Duration.ofSeconds(1);

    private final Instant from;
    private final Instant begun;
    private final KafkaConfig config;
    private final Function<Source, RecordWriter> writers;
    private final Rebuilds rebuilds;
    private long total;
    private long done;
    private long notApplied;
    private long reportedAt;

    Rebuild(
            Instant from,
            Instant begun,
            KafkaConfig config,
            Function<Source, RecordWriter> writers,
            Rebuilds rebuilds) {
        this.from = from;
        this.begun = begun;
        this.config = config;
        this.writers = writers;
        this.rebuilds = rebuilds;
    }

    @Override
    public void run() {
        try {
            String end = writeAll() ? "completed" : "cancelled";
            boolean _ = rebuilds.update(begun, end, total, done, notApplied);
            LOG.infof("rebuild %s from=%s events=%d not_applied=%d", end, from, done, notApplied);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (StoreException | RuntimeException failed) {
            LOG.errorf(failed, "rebuild failed from=%s events=%d", from, done);
            fail();
        }
    }

    private void fail() {
        try {
            boolean _ = rebuilds.update(begun, "failed", total, done, notApplied);
        } catch (StoreException away) {
            LOG.warn("the failed rebuild will be shown as died");
        }
    }

    /// @return false when it was cancelled
    private boolean writeAll() throws InterruptedException {
        Map<String, RecordWriter> byTopic = new HashMap<>();
        SOURCES.forEach(source -> byTopic.put(topicOf(source), writers.apply(source)));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config.consumer("tidemark-writer-rebuild"))) {
            Map<TopicPartition, Long> ends = seek(consumer);
            while (!isAtEnd(consumer, ends)) {
                write(nextBatch(consumer, ends), byTopic);
                if (isCancelled()) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What polls bring until that is much, or nothing more comes at once.
    private static List<ConsumerRecord<byte[], byte[]>> nextBatch(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < MANY && bytes < MANY_BYTES) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(200));
            if (polled.isEmpty()) {
                return batch;
            }
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    batch.add(record);
                    bytes += Math.max(0, record.serializedValueSize());
                }
            }
        }
        return batch;
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> batch, Map<String, RecordWriter> byTopic)
            throws InterruptedException {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> parts =
                batch.stream().collect(Collectors.groupingBy(ConsumerRecord::topic));
        for (Map.Entry<String, List<ConsumerRecord<byte[], byte[]>>> part : parts.entrySet()) {
            notApplied += Objects.requireNonNull(byTopic.get(part.getKey())).writeAgain(part.getValue());
        }
        done += batch.size();
    }

    private boolean isCancelled() {
        if (System.nanoTime() - reportedAt < REPORTING.toNanos()) {
            return false;
        }
        reportedAt = System.nanoTime();
        try {
            return rebuilds.update(begun, "running", total, done, notApplied);
        } catch (StoreException away) {
            LOG.warnf(
                    "the store is away, which the next batch will wait for sqlstate=%s",
                    away.failure().sqlState());
            return false;
        }
    }

    /// Goes to the first record of each partition that was received at that moment or later.
    private Map<TopicPartition, Long> seek(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions =
                SOURCES.stream().flatMap(Rebuild::partitions).toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp begin = begins.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            long offset = begin == null ? end : begin.offset();
            consumer.seek(partition, offset);
            total += Math.max(0, end - offset);
        }
        return ends;
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static Stream<TopicPartition> partitions(Source source) {
        return source.topics().stream().flatMap(topic -> IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition)));
    }

    private static String topicOf(Source source) {
        return source.topics().getFirst().name();
    }
}
