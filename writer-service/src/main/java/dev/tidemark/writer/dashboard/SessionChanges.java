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
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position); // from here on nothing is missed,
                feed.changed(); // and what was missed before is read now
                while (running) {
                    if (!consumer.poll(IDLE).isEmpty()) {
                        feed.changed();
                    }
                }
            } catch (KafkaException lost) {
                LOG.warnf("listening anew topic=%s cause=%s", Topics.SESSION_CHANGES.name(), lost.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, Topics.SESSION_CHANGES.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.SESSION_CHANGES.name(), partition))
                .toList();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.consumer("tidemark-writer-session-changes");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return settings;
    }
}
