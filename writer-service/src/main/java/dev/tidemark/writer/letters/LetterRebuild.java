package dev.tidemark.writer.letters;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.TopicBatch;
import dev.tidemark.writer.store.DeadLetters;
import dev.tidemark.writer.store.LetterRebuilds;
import dev.tidemark.writer.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Reads the dead-letter topic from its beginning to where it ends now, beside the projection. Letters are what the
/// topic tells and today's reader makes of it; what operators decided stays; counts are made anew.
final class LetterRebuild implements Runnable {
    private static final Logger LOG = Logger.getLogger(LetterRebuild.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Instant begun;
    private final KafkaConfig config;
    private final LetterWriter writer;
    private final DeadLetters letters;
    private final LetterRebuilds rebuilds;
    private long read;
    private long total;

    LetterRebuild(
            Instant begun, KafkaConfig config, LetterWriter writer, DeadLetters letters, LetterRebuilds rebuilds) {
        this.begun = begun;
        this.config = config;
        this.writer = writer;
        this.letters = letters;
        this.rebuilds = rebuilds;
    }

    @Override
    public void run() {
        try {
            readAll();
            outlast(letters::recount);
            outlast(() -> rebuilds.update(begun, "completed", read, total));
            LOG.infof("rebuild of the letters completed records=%d", read);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "rebuild of the letters failed records=%d", read);
            fail();
        }
    }

    private void fail() {
        try {
            rebuilds.update(begun, "failed", read, total);
        } catch (StoreException away) {
            LOG.warn("the failed rebuild of the letters will be shown as died");
        }
    }

    private void readAll() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config.consumer("tidemark-writer-dead-letters-rebuild"))) {
            Map<TopicPartition, Long> ends = seek(consumer);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                TopicBatch batch = TopicBatch.poll(consumer, IDLE);
                outlast(() -> writer.write(batch.records()));
                read += batch.records().size();
                outlast(() -> rebuilds.update(begun, "running", read, Math.max(read, total)));
            }
            total = Math.max(read, total);
        }
    }

    private Map<TopicPartition, Long> seek(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = IntStream.range(0, Topics.DEAD_LETTERS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.DEAD_LETTERS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            total += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return ends;
    }

    private interface Step {
        void take() throws StoreException;
    }

    /// Takes a step, however long the store is away.
    private static void outlast(Step step) throws InterruptedException {
        while (true) {
            try {
                step.take();
                return;
            } catch (StoreException away) {
                LOG.warnf(
                        "waiting for the store source=dead-letters-rebuild cause=%s",
                        away.failure().detail());
                Thread.sleep(ASK_AGAIN);
            }
        }
    }
}
