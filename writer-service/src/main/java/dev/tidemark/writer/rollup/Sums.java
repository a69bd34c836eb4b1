package dev.tidemark.writer.rollup;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.Follower;
import dev.tidemark.writer.Workers;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.store.Rollup;
import dev.tidemark.writer.store.Rollups;
import dev.tidemark.writer.store.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// Follows the topic of sums and keeps the latest of each minute in the store. Only what was committed to the topic is
/// read. Any producer can write there: what is no sum, or what the store refuses, is passed over.
@ApplicationScoped
class Sums {
    private static final Logger LOG = Logger.getLogger(Sums.class);
    private static final String SOURCE = "rollups";

    private final Rollups rollups;
    private final Clock clock;
    private final Workers workers;
    private final Follower follower;
    private final Counter passedOver;

    Sums(Rollups rollups, KafkaConfig config, Clock clock, Workers workers, MeterRegistry registry) {
        this.rollups = rollups;
        this.clock = clock;
        this.workers = workers;
        this.follower = new Follower(SOURCE, Topics.ROLLUPS, config, this::write);
        this.passedOver = Counter.builder("tidemark.writer.rollups.passed.over")
                .description("Records of the topic of sums that are none")
                .register(registry);
    }

    void start(@Observes StartupEvent starting) {
        follower.start(workers);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        follower.stop();
    }

    /// Writes records of the topic. Writing them again changes nothing.
    ///
    /// @throws StoreException when the store is away; some of them may be written
    void write(List<ConsumerRecord<byte[], byte[]>> records) throws StoreException {
        Instant now = clock.instant();
        List<Rollup> sums = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Optional<RollupRecord> read = RollupRecord.of(record, now);
            read.ifPresentOrElse(sum -> sums.add(sum.rollup()), () -> passOver(record, "it is no sum"));
        }
        try {
            rollups.write(sums);
        } catch (StoreException refused) {
            if (!(refused.failure() instanceof Failure.Poison)) {
                throw refused;
            }
            if (records.size() == 1) {
                passOver(records.getFirst(), refused.failure().detail());
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                write(List.of(record));
            }
        }
    }

    private void passOver(ConsumerRecord<byte[], byte[]> record, String why) {
        passedOver.increment();
        LOG.warnf("a sum is passed over partition=%d offset=%d cause=%s", record.partition(), record.offset(), why);
    }
}
