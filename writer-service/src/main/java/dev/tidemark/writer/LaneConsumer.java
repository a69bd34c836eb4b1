package dev.tidemark.writer;

import dev.tidemark.common.topic.Topics.Topic;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// Works on one source for as long as it is let. Offsets are committed only after everything that follows from their
/// events is durable, and all of it can be done again; so whatever happens in between, the way back is to start over
/// from the committed offsets.
final class LaneConsumer implements Runnable {
    private static final Logger LOG = Logger.getLogger(LaneConsumer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration DRAINING = Duration.ofSeconds(8);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Source source;
    private final KafkaConfig config;
    private final BatchSettler settler;
    private final Traces traces;
    private final Progress progress;
    private final BatchSize size;
    private final Clock clock;
    private volatile boolean running = true;

    LaneConsumer(
            Source source,
            KafkaConfig config,
            BatchSettler settler,
            Traces traces,
            Progress progress,
            BatchSize size,
            Clock clock) {
        this.source = source;
        this.config = config;
        this.settler = settler;
        this.traces = traces;
        this.progress = progress;
        this.size = size;
        this.clock = clock;
    }

    /// Lets the batch at hand end, and then the thread.
    void stop() {
        running = false;
    }

    @Override
    public void run() {
        String name = Thread.currentThread().getName() + "-writer";
        try (ExecutorService writer =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory())) {
            while (running) {
                try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                    consume(consumer, writer);
                } catch (KafkaException lost) {
                    startOver(LaneState.WAITING_FOR_KAFKA, lost);
                } catch (RuntimeException ourFault) {
                    LOG.errorf(ourFault, "a batch was not settled source=%s", source.label());
                    startOver(LaneState.FAILING, ourFault);
                }
            }
        }
        progress.is(LaneState.STOPPED);
    }

    private void consume(KafkaConsumer<byte[], byte[]> consumer, ExecutorService writer) {
        Consumption consumption = new Consumption(source, consumer, settler, traces, writer, progress, size, clock);
        try {
            consumer.subscribe(source.topics().stream().map(Topic::name).toList(), consumption);
            while (running) {
                consumption.round();
            }
            consumption.drain(DRAINING);
        } finally {
            consumption.abandon();
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void startOver(LaneState state, RuntimeException cause) {
        if (!running) {
            return; // what was not settled comes again
        }
        progress.startsOver(state);
        LOG.warnf("starting over from the committed offsets source=%s cause=%s", source.label(), cause.toString());
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (running) {
            progress.is(LaneState.JOINING);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.consumer("tidemark-writer-" + source.label());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, source.group());
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.sessionTimeout().toMillis()));
        return settings;
    }
}
