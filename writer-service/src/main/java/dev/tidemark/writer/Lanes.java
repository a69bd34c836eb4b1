package dev.tidemark.writer;

import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.store.Store;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The threads that write, for as long as the service runs.
@ApplicationScoped
class Lanes {
    private static final Duration DRAINING = Duration.ofSeconds(10);
    private static final int SHARDS = 16;

    private final Config config;
    private final KafkaConfig kafka;
    private final Store store;
    private final Outbox outbox;
    private final Clock clock;
    private final List<Worker> workers = new ArrayList<>();

    Lanes(Config config, KafkaConfig kafka, Store store, Outbox outbox, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// How many threads each lane has. More than a lane has partitions stand idle.
    @ConfigMapping(prefix = "tidemark.writer.threads")
    interface Config {
        /// For session starts and ends.
        @WithDefault("1")
        int express();

        /// For everything else.
        @WithDefault("1")
        int bulk();
    }

    /// A lane's consumer and the thread it runs on.
    record Worker(Lane lane, LaneConsumer consumer, Thread thread) {}

    void start(@Observes StartupEvent starting) {
        // Any shard is right; different ones keep writers, and above all lanes, out of each other's way.
        int firstShard = ThreadLocalRandom.current().nextInt(SHARDS);
        for (Lane lane : Lane.values()) {
            int threads =
                    switch (lane) {
                        case EXPRESS -> config.express();
                        case BULK -> config.bulk();
                    };
            for (int i = 0; i < threads; i++) {
                int shard = Math.floorMod(firstShard + workers.size(), SHARDS);
                LaneConsumer consumer = new LaneConsumer(lane, kafka, new BatchWriter(store, shard), outbox, clock);
                workers.add(new Worker(
                        lane,
                        consumer,
                        Thread.ofPlatform()
                                .name("lane-" + lane.label() + "-" + i)
                                .start(consumer)));
            }
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        workers.forEach(worker -> worker.consumer().stop());
        for (Worker worker : workers) {
            worker.thread().join(DRAINING);
        }
    }

    List<Worker> workers() {
        return List.copyOf(workers);
    }
}
