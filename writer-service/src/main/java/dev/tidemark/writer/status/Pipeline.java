package dev.tidemark.writer.status;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.Source;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What Kafka knows of the pipeline: offsets, which are the same whichever instance is asked.
@ApplicationScoped
class Pipeline {
    private static final long PATIENCE_SECONDS = 5;

    private final Admin admin;

    Pipeline(KafkaConfig config) {
        this.admin = Admin.create(config.common("tidemark-writer-status"));
    }

    /// How far a lane is.
    ///
    /// @param lane     which
    /// @param accepted events that ingest has put on it
    /// @param written  events of these that are settled
    /// @param lag      events of these that are not
    record LaneProgress(String lane, long accepted, long written, long lag) {}

    LaneProgress progress(Lane lane) throws ExecutionException, TimeoutException, InterruptedException {
        Source source =
                switch (lane) {
                    case EXPRESS -> Source.EXPRESS;
                    case BULK -> Source.BULK;
                };
        Offsets offsets = offsets(Topics.of(lane), source);
        return new LaneProgress(
                lane.label(),
                offsets.accepted(),
                offsets.written(),
                Math.max(0, offsets.accepted() - offsets.written()));
    }

    /// Events that wait for another try.
    long retriesWaiting() throws ExecutionException, TimeoutException, InterruptedException {
        long waiting = 0;
        for (Source source : Source.values()) {
            if (source.isRetry()) {
                for (Topics.Topic topic : source.topics()) {
                    Offsets offsets = offsets(topic, source);
                    waiting += Math.max(0, offsets.accepted() - offsets.written());
                }
            }
        }
        return waiting;
    }

    /// When a committed session was announced last; null when none is on the topic any more.
    @Nullable
    Instant newestRow() throws ExecutionException, TimeoutException, InterruptedException {
        return ask(Topics.SESSION_CHANGES, OffsetSpec.maxTimestamp()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .filter(timestamp -> timestamp >= 0)
                .mapToObj(Instant::ofEpochMilli)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    long deadLetters() throws ExecutionException, TimeoutException, InterruptedException {
        long ends = sum(offsets(Topics.DEAD_LETTERS, OffsetSpec.latest()));
        return ends - sum(offsets(Topics.DEAD_LETTERS, OffsetSpec.earliest()));
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO); // what is still asked, nobody waits for
    }

    /// How many records were put on a topic, and how many of them are settled.
    private record Offsets(long accepted, long written) {}

    private Offsets offsets(Topics.Topic topic, Source reader)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> ends = offsets(topic, OffsetSpec.latest());
        Map<TopicPartition, Long> begins = offsets(topic, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(reader.group())
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        long accepted = 0;
        long written = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            accepted += end.getValue();
            written += offset == null ? begins.getOrDefault(end.getKey(), 0L) : offset.offset();
        }
        return new Offsets(accepted, written);
    }

    private Map<TopicPartition, Long> offsets(Topics.Topic topic, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        return ask(topic, which).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ask(Topics.Topic topic, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(Function.identity(), _ -> which));
        return admin.listOffsets(wanted).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
