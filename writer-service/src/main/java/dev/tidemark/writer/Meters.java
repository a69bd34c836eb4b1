package dev.tidemark.writer;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.settle.Settlement;
import dev.tidemark.writer.settle.Unapplied;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What can be seen of one source's work from outside.
final class Meters {
    private final Source source;
    private final MeterRegistry registry;
    private final Clock clock;
    private final DistributionSummary batches;
    private final DistributionSummary fold;
    private final Timer writes;
    private final Timer age;

    Meters(Source source, MeterRegistry registry, Clock clock) {
        this.source = source;
        this.registry = registry;
        this.clock = clock;
        this.batches = DistributionSummary.builder("tidemark.writer.batch")
                .description("Events of a batch")
                .baseUnit("events")
                .tag("source", source.label())
                .register(registry);
        this.fold = DistributionSummary.builder("tidemark.writer.fold")
                .description("Events a row, of a batch")
                .tag("source", source.label())
                .register(registry);
        this.writes = Timer.builder("tidemark.writer.write")
                .description("Writing a batch or a part of one, from the first statement to the commit")
                .tag("source", source.label())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        this.age = Timer.builder("tidemark.writer.age")
                .description("From when ingest received an event to when everything that follows from it is durable")
                .tag("source", source.label())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
    }

    /// Watches a consumer.
    void watch(int number, Progress progress) {
        for (LaneState state : LaneState.values()) {
            Gauge.builder("tidemark.writer.state", () -> progress.state() == state ? 1 : 0)
                    .description("1 for what a consumer is at")
                    .tags("source", source.label(), "thread", Integer.toString(number), "state", state.label())
                    .register(registry);
        }
        Gauge.builder("tidemark.writer.lag", progress::lag)
                .description("Events of this consumer's partitions that it has not read yet")
                .tags("source", source.label(), "thread", Integer.toString(number))
                .register(registry);
        FunctionCounter.builder("tidemark.writer.start.overs", progress, Progress::startOvers)
                .description("How often this consumer went back to the committed offsets")
                .tags("source", source.label(), "thread", Integer.toString(number))
                .register(registry);
    }

    /// A transaction was committed.
    void wrote(int events, int rows, long nanos) {
        writes.record(nanos, TimeUnit.NANOSECONDS);
        fold.record(rows == 0 ? 1 : (double) events / rows);
    }

    /// A batch is settled.
    void settled(List<Delivery> deliveries, Settlement settlement) {
        batches.record(deliveries.size());
        Instant now = clock.instant();
        for (Delivery delivery : deliveries) {
            if (delivery instanceof Delivery.Valid valid) {
                age.record(Duration.between(valid.headers().receivedAt(), now));
            }
        }
        settlement.unapplied().forEach(this::count);
    }

    private void count(Unapplied unapplied) {
        if (unapplied.isDead()) {
            registry.counter(
                            "tidemark.writer.dead.letters",
                            "source",
                            source.label(),
                            "class",
                            unapplied.failure().kind())
                    .increment();
        } else {
            registry.counter("tidemark.writer.retries", "source", source.label(), "tier", tier(unapplied))
                    .increment();
        }
    }

    private static String tier(Unapplied unapplied) {
        return Topics.RETRY_DELAYS.get(unapplied.tries() - 1).toSeconds() + "s";
    }
}
