package dev.tidemark.writer;

import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.batch.DeliveryReader;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.settle.Router;
import dev.tidemark.writer.store.LaneStops;
import dev.tidemark.writer.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The threads that write, for as long as the service runs.
@ApplicationScoped
public class Lanes {
    private static final Duration DRAINING = Duration.ofSeconds(12);
    private static final int SHARDS = 16;

    private final Workers watched;
    private final Threads threads;
    private final BatchSize size;
    private final OperationPrefixes prefixes;
    private final KafkaConfig kafka;
    private final Store store;
    private final Outbox outbox;
    private final MeterRegistry registry;
    private final Traces traces;
    private final Clock clock;
    private final String version;
    private final Map<Lane, FloodBreaker> breakers = new EnumMap<>(Lane.class);
    private final List<Worker> workers = new CopyOnWriteArrayList<>();

    Lanes(
            Workers watched,
            Threads threads,
            BatchSize size,
            OperationPrefixes prefixes,
            KafkaConfig kafka,
            Store store,
            LaneStops stops,
            Outbox outbox,
            MeterRegistry registry,
            Traces traces,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.watched = watched;
        this.threads = threads;
        this.size = size;
        this.prefixes = prefixes;
        this.kafka = kafka;
        this.store = store;
        this.outbox = outbox;
        this.registry = registry;
        this.traces = traces;
        this.clock = clock;
        this.version = version;
        for (Lane lane : Lane.values()) {
            breakers.put(lane, new FloodBreaker(lane, stops));
        }
    }

    /// How many threads each source has. More than it has partitions stand idle.
    @ConfigMapping(prefix = "tidemark.writer.threads")
    public interface Threads {
        /// Threads of this instance for session starts and ends.
        @WithDefault("1")
        int express();

        /// Threads of this instance for everything else. With two, one computes while the other waits for the store.
        @WithDefault("2")
        int bulk();
    }

    /// A consumer and the thread it runs on.
    private record Worker(Source source, Progress progress, LaneConsumer consumer, Thread thread) {}

    void start(@Observes StartupEvent starting) {
        // Any shard is right; different ones keep writers, and above all lanes, out of each other's way.
        int firstShard = ThreadLocalRandom.current().nextInt(SHARDS);
        for (Source source : Source.values()) {
            int count =
                    switch (source) {
                        case EXPRESS -> threads.express();
                        case BULK -> threads.bulk();
                        case EXPIRED, EXPRESS_RETRY, BULK_RETRY -> 1;
                    };
            for (int i = 0; i < count; i++) {
                workers.add(worker(source, i, Math.floorMod(firstShard + workers.size(), SHARDS)));
            }
        }
    }

    private Worker worker(Source source, int number, int shard) {
        Progress progress = new Progress();
        Meters meters = new Meters(source, registry, clock);
        LaneConsumer consumer = new LaneConsumer(
                source, kafka, settler(source, shard, progress, meters), traces, progress, size, clock);
        Thread thread =
                watched.start("lane-" + source.label() + "-" + number, source.label(), number, progress, consumer);
        return new Worker(source, progress, consumer, thread);
    }

    private BatchSettler settler(Source source, int shard, Progress progress, Meters meters) {
        return new BatchSettler(
                new DeliveryReader(source, clock),
                new BatchWriter(store, prefixes, shard, progress, meters),
                Objects.requireNonNull(breakers.get(source.lane())),
                new Router(source.lane(), version, clock, RandomGenerator.getDefault()),
                outbox,
                new Patience(progress, source.label()),
                progress,
                meters);
    }

    /// A writer of a source's records, beside those that work on it.
    public RecordWriter rebuildingWriter(Source source) {
        int shard = ThreadLocalRandom.current().nextInt(SHARDS);
        return settler(source, shard, new Progress(), new Meters(source, registry, clock));
    }

    /// Whether events of a source have to wait in one of this instance's threads: live ones for longer than this, or
    /// more than so many. One that waits for an operator, or for a server, is not slow but stopped.
    public boolean isSlow(Source source, Duration bound, long waiting) {
        return workers.stream().filter(worker -> worker.source() == source).anyMatch(worker -> worker.progress()
                .isSlow(bound, waiting));
    }

    /// Whether what was heard of sessions may not be written yet: one of this instance's threads on a lane has events
    /// that wait for longer than this, or waits itself for a server or an operator.
    public boolean areBehind(Duration bound) {
        return workers.stream()
                .filter(worker -> worker.source() == Source.EXPRESS || worker.source() == Source.BULK)
                .anyMatch(worker -> worker.progress().isBehind(bound));
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        workers.forEach(worker -> worker.consumer().stop());
        long end = System.nanoTime() + DRAINING.toNanos();
        for (Worker worker : workers) {
            boolean _ = worker.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }
}
