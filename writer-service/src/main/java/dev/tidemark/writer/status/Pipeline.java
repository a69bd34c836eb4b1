package dev.tidemark.writer.status;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.Source;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

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
        Map<TopicPartition, Long> ends = offsets(Topics.of(lane), OffsetSpec.latest());
        Map<TopicPartition, Long> begins = offsets(Topics.of(lane), OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(source.group())
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        long accepted = 0;
        long written = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            accepted += end.getValue();
            written += offset == null ? begins.getOrDefault(end.getKey(), 0L) : offset.offset();
        }
        return new LaneProgress(lane.label(), accepted, written, Math.max(0, accepted - written));
    }

    long deadLetters() throws ExecutionException, TimeoutException, InterruptedException {
        long ends = sum(offsets(Topics.DEAD_LETTERS, OffsetSpec.latest()));
        return ends - sum(offsets(Topics.DEAD_LETTERS, OffsetSpec.earliest()));
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO); // what is still asked, nobody waits for
    }

    private Map<TopicPartition, Long> offsets(Topics.Topic topic, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        IntStream.range(0, topic.partitions())
                .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition), which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found : admin.listOffsets(wanted)
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
