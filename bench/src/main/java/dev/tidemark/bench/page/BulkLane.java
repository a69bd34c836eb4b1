package dev.tidemark.bench.page;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
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

/// How far the writer is with bulk events, by the offsets that it has committed.
record BulkLane(WriterRig rig) {
    private static final String GROUP = "tidemark-writer-bulk";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// How many are written.
    long written() {
        return committed().values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /// Waits until all are written.
    void awaitWritten() {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        for (long left = accepted() - written(); left > 0; left = accepted() - written()) {
            if (left < least) {
                least = left;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new Failure("%,d bulk events are left, and none was written for %d s. %s"
                        .formatted(left, PATIENCE.toSeconds(), rig.trouble()));
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    private long accepted() {
        Topics.Topic topic = Topics.of(Lane.BULK);
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, topic.partitions())
                .boxed()
                .collect(Collectors.toMap(i -> new TopicPartition(topic.name(), i), _ -> OffsetSpec.latest()));
        return get(rig.admin().listOffsets(ends).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        return get(rig.admin().listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return Objects.requireNonNull(answer.get());
        } catch (ExecutionException refused) {
            throw new Failure("Kafka does not tell how far the writer is: " + refused.getCause(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }
}
