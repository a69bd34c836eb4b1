package dev.tidemark.writer.dashboard;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.kafka.KafkaConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Hears of every session that any writer instance committed, and says so to the feed. It belongs to no group: each
/// instance hears everything, from now on.
@ApplicationScoped
class SessionChanges implements Runnable {
    private static final Logger LOG = Logger.getLogger(SessionChanges.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaConfig config;
    private final LiveFeed feed;
    private volatile boolean running = true;

    SessionChanges(KafkaConfig config, LiveFeed feed) {
        this.config = config;
        this.feed = feed;
    }

    void start(@Observes StartupEvent starting) {
        Thread.ofPlatform().daemon().name("session-changes").start(this);
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
    }

    @Override
    public void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                List<TopicPartition> partitions = partitions();
                consumer.assign(partitions);
                listen(consumer, partitions);
            } catch (KafkaException lost) {
                LOG.warnf("listening anew topic=%s cause=%s", Topics.SESSION_CHANGES.name(), lost.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Hears that there is something, and skips how much: under load most of it is never fetched.
    private void listen(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long heard = -1;
        while (running) {
            consumer.seekToEnd(partitions);
            if (positions(consumer, partitions) != heard) {
                feed.changed(); // what came before is read now, what comes from here on is heard
            }
            if (!consumer.poll(IDLE).isEmpty()) {
                feed.changed();
                LockSupport.parkNanos(LiveFeed.INTERVAL.toNanos());
            }
            heard = positions(consumer, partitions);
        }
    }

    private static long positions(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, Topics.SESSION_CHANGES.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.SESSION_CHANGES.name(), partition))
                .toList();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.consumer("tidemark-writer-session-changes");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1); // a batch comes all the same, and is enough
        return settings;
    }
}
