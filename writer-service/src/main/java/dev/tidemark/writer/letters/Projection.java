package dev.tidemark.writer.letters;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.LaneState;
import dev.tidemark.writer.Progress;
import dev.tidemark.writer.Workers;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the dead-letter topic and keeps its letters in the store, for as long as the service runs. Offsets are
/// committed after the letters; what comes twice, or to two instances, changes nothing. A store that is away is waited
/// for.
@ApplicationScoped
class Projection implements Runnable {
    private static final Logger LOG = Logger.getLogger(Projection.class);
    private static final String SOURCE = "dead-letters";
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration COMMITTING = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(8);

    private final KafkaConfig config;
    private final LetterWriter writer;
    private final Workers workers;
    private final Progress progress = new Progress();
    private volatile boolean running = true;
    private @Nullable Thread thread;
    private Duration wait = FIRST_WAIT;

    Projection(KafkaConfig config, LetterWriter writer, Workers workers) {
        this.config = config;
        this.writer = writer;
        this.workers = workers;
    }

    void start(@Observes StartupEvent starting) {
        thread = workers.start(SOURCE, SOURCE, 0, progress, this);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        if (thread != null) {
            boolean _ = thread.join(STOPPING);
        }
    }

    @Override
    public void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                consumer.subscribe(List.of(Topics.DEAD_LETTERS.name()));
                while (running) {
                    round(consumer);
                }
            } catch (KafkaException lost) {
                startOver(LaneState.WAITING_FOR_KAFKA, lost);
            } catch (RuntimeException ourFault) {
                LOG.errorf(ourFault, "letters were not written source=%s", SOURCE);
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
            writer.write(batch.records());
            commit(consumer, batch);
            progress.is(LaneState.WORKING);
            wait = FIRST_WAIT;
        } catch (StoreException away) {
            waitFor(away, consumer, batch);
        }
    }

    private static void commit(KafkaConsumer<byte[], byte[]> consumer, TopicBatch batch) {
        try {
            consumer.commitSync(batch.next(), COMMITTING);
        } catch (RebalanceInProgressException notNow) {
            LOG.debugf("committing with the next round source=%s", SOURCE); // or they come again
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
                SOURCE, away.failure().detail());
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
        LOG.warnf("starting over from the committed offsets source=%s cause=%s", SOURCE, cause.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
        progress.is(LaneState.JOINING);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.consumer("tidemark-writer-" + SOURCE);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "tidemark-writer-" + SOURCE);
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.sessionTimeout().toMillis()));
        return settings;
    }
}
