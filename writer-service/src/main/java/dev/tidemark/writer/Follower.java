package dev.tidemark.writer;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.TopicBatch;
import dev.tidemark.writer.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows a topic and keeps in the store what it tells, for as long as the service runs. Of what was written in a
/// transaction it reads only what was committed. Offsets are committed after what was written, so writing the same
/// again
/// must change nothing. A store that is away is waited for.
public final class Follower implements Runnable {
    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration COMMITTING = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(8);

    private final String source;
    private final Topics.Topic topic;
    private final KafkaConfig config;
    private final Writing writing;
    private final Progress progress = new Progress();
    private volatile boolean running = true;
    private @Nullable Thread thread;
    private Duration wait = FIRST_WAIT;

    /// Keeps in the store what a topic tells.
    public interface Writing {
        /// Writes records. Some of them may have been written before.
        ///
        /// @throws StoreException when the store is away; they come again
        void write(List<ConsumerRecord<byte[], byte[]>> records) throws StoreException;
    }

    /// One that has not started yet.
    ///
    /// @param source    what health, metrics and logs call it, and its group after `tidemark-writer-`
    public Follower(String source, Topics.Topic topic, KafkaConfig config, Writing writing) {
        this.source = source;
        this.topic = topic;
        this.config = config;
        this.writing = writing;
    }

    /// Starts it, in a thread that is watched.
    public void start(Workers workers) {
        thread = workers.start(source, source, 0, progress, this);
    }

    /// Stops it, and waits for a while until it has.
    public void stop() throws InterruptedException {
        running = false;
        if (thread != null) {
            boolean _ = thread.join(STOPPING);
        }
    }

    @Override
    public void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                consumer.subscribe(List.of(topic.name()));
                while (running) {
                    round(consumer);
                }
            } catch (KafkaException lost) {
                startOver(LaneState.WAITING_FOR_KAFKA, lost);
            } catch (RuntimeException ourFault) {
                LOG.errorf(ourFault, "what was read was not written source=%s", source);
                startOver(LaneState.FAILING, ourFault);
            }
        }
        progress.is(LaneState.STOPPED);
    }

    private void round(KafkaConsumer<byte[], byte[]> consumer) {
        TopicBatch batch = TopicBatch.poll(consumer, IDLE);
        progress.polled();
        progress.lags(consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum());
        if (batch.isEmpty()) {
            idle(consumer);
            return;
        }
        try {
            writing.write(batch.records());
            commit(consumer, batch);
            progress.is(LaneState.WORKING);
            wait = FIRST_WAIT;
        } catch (StoreException away) {
            waitFor(away, consumer, batch);
        }
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer, TopicBatch batch) {
        try {
            consumer.commitSync(batch.next(), COMMITTING);
        } catch (RebalanceInProgressException notNow) {
            LOG.debugf("committing with the next round source=%s", source); // or they come again
        }
    }

    /// Nothing is there to be written, or to be waited with: others may have its partitions by now.
    private void idle(KafkaConsumer<byte[], byte[]> consumer) {
        if (progress.state() != LaneState.WORKING && consumer.groupMetadata().generationId() > 0) {
            progress.is(LaneState.WORKING);
        }
    }

    /// Stays in its group meanwhile, and reads the same again after that.
    private void waitFor(StoreException away, KafkaConsumer<byte[], byte[]> consumer, TopicBatch batch) {
        progress.is(LaneState.WAITING_FOR_STORE);
        LOG.warnf(
                "waiting for the store source=%s cause=%s",
                source, away.failure().detail());
        batch.rewind(consumer);
        long end = System.nanoTime() + wait.toNanos();
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        while (running && System.nanoTime() < end) {
            consumer.pause(consumer.assignment());
            TopicBatch.poll(consumer, FIRST_WAIT).rewind(consumer); // of partitions that came only now
            progress.polled();
        }
        consumer.resume(consumer.assignment());
    }

    private void startOver(LaneState state, RuntimeException cause) {
        if (!running) {
            return; // what was not committed comes again
        }
        progress.startsOver(state);
        LOG.warnf("starting over from the committed offsets source=%s cause=%s", source, cause.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
        progress.is(LaneState.JOINING);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.consumer("tidemark-writer-" + source);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "tidemark-writer-" + source);
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.sessionTimeout().toMillis()));
        settings.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT));
        return settings;
    }
}
