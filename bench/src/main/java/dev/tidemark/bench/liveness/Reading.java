package dev.tidemark.bench.liveness;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// How far the writer's liveness is, by the offsets that it has committed.
record Reading(WriterRig rig, Progress progress) {
    private static final String GROUP = "tidemark-writer-liveness";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_TELLING = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(3);

    /// Waits until it has read every announcement.
    void awaitAll() {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        long told = since;
        for (long left = left(); left > 0; left = left()) {
            long now = System.nanoTime();
            if (left < least) {
                least = left;
                since = now;
            } else if (now - since > PATIENCE.toNanos()) {
                throw new Failure("%,d announcements are left, and none was read for %d s. %s"
                        .formatted(left, PATIENCE.toSeconds(), rig.trouble()));
            }
            if (now - told > BETWEEN_TELLING.toNanos()) {
                progress.tell("%,d announcements are left", left);
                told = now;
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    /// Waits until nothing moves any more, sums of minutes included.
    ///
    /// @return when it had moved last, as [System#nanoTime()]
    long awaitQuiet() {
        Map<TopicPartition, Long> before = committed();
        long moved = System.nanoTime();
        while (System.nanoTime() - moved < QUIET.toNanos()) {
            Pause.of(BETWEEN_LOOKS);
            Map<TopicPartition, Long> now = committed();
            if (!now.equals(before)) {
                moved = System.nanoTime();
                before = now;
            }
        }
        return moved;
    }

    /// How many announcements it has not read. The last offset of a partition may be the mark of a transaction, which
    /// nobody reads.
    private long left() {
        Map<TopicPartition, Long> committed = committed();
        return ends().entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue().offset() - 1 - committed.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> partition : get(rig.admin()
                        .listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata())
                .entrySet()) {
            if (partition.getValue() != null) {
                committed.put(partition.getKey(), partition.getValue().offset());
            }
        }
        return committed;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends() {
        Topics.Topic topic = Topics.SESSION_CHANGES;
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, topic.partitions())
                .boxed()
                .collect(Collectors.toMap(i -> new TopicPartition(topic.name(), i), _ -> OffsetSpec.latest()));
        return get(rig.admin().listOffsets(ends).all());
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return Objects.requireNonNull(answer.get());
        } catch (ExecutionException refused) {
            throw new Failure("Kafka does not tell how far liveness is: " + refused.getCause(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }
}
