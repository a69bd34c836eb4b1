package dev.tidemark.writer.liveness;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.Lanes;
import dev.tidemark.writer.kafka.KafkaConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs the [LivenessTopology] for as long as the service does. Instances share its work; a thread that fails is
/// replaced, and what it was at is done again.
@ApplicationScoped
class LivenessService implements Sessions.Surroundings {
    /// Names the group, the state's topics and the transactions.
    static final String APPLICATION = "tidemark-writer-liveness";

    private static final Logger LOG = Logger.getLogger(LivenessService.class);
    /// An expiry and a sum are seen only then. Ten transactions a second, as is usual, take the broker a third
    /// of a processor for a trickle of events.
    private static final Duration COMMITS = Duration.ofMillis(300);

    private static final Duration CLOSING = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LivenessConfig config;
    private final KafkaConfig kafka;
    private final Lanes lanes;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Counter unreadable;
    private final Counter expiries;
    private @Nullable KafkaStreams streams;

    LivenessService(LivenessConfig config, KafkaConfig kafka, Lanes lanes, Clock clock, MeterRegistry registry) {
        this.config = config;
        this.kafka = kafka;
        this.lanes = lanes;
        this.clock = clock;
        this.registry = registry;
        this.unreadable = Counter.builder("tidemark.liveness.unreadable")
                .description("Announcements of sessions that could not be read and were skipped")
                .register(registry);
        this.expiries = Counter.builder("tidemark.liveness.expiries")
                .description("Sessions that were given up, repetitions included")
                .register(registry);
    }

    void start(@Observes StartupEvent starting) {
        if (!config.enabled()) {
            LOG.info("liveness is switched off: this instance gives up no sessions and counts nothing");
            return;
        }
        KafkaStreams started = new KafkaStreams(topology().build(), settings());
        started.setUncaughtExceptionHandler(this::replaceThread);
        for (State state : State.values()) {
            Gauge.builder("tidemark.liveness.state", () -> started.state() == state ? 1 : 0)
                    .description("1 for what the finding of abandoned sessions is at")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        started.start();
        streams = started;
    }

    private LivenessTopology topology() {
        return new LivenessTopology(() -> new Sessions(config, clock, this), clock);
    }

    @Override
    public boolean mayGiveUp() {
        return !lanes.areBehind(config.behind());
    }

    @Override
    public void gaveUp() {
        expiries.increment();
    }

    @Override
    public void skipped() {
        unreadable.increment();
    }

    private StreamThreadExceptionResponse replaceThread(Throwable failure) {
        LOG.warnf("a thread of liveness starts over cause=%s", failure.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /// Whether it runs, or was not asked to.
    boolean isAlive() {
        return streams == null || streams.state() != State.ERROR;
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (streams != null) {
            // It leaves its group, so that others take over at once.
            boolean _ = streams.close(
                    CloseOptions.timeout(CLOSING).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    private Properties settings() {
        Map<String, Object> settings = kafka.common(APPLICATION);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMITS.toMillis());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, kafka.topics().replication());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Math.toIntExact(kafka.sessionTimeout().toMillis()));
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // The time of what a session counts for is its minute, by the clock of a client, which may be a day ahead.
        // A broker would refuse what is more than an hour ahead, and no thread could go on.
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                Long.toString(Contributions.AHEAD.plusDays(1).toMillis()));
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.EXPIRED.maxBytes());
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
