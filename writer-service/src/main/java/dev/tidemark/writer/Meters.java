package dev.tidemark.writer;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.settle.Settlement;
import dev.tidemark.writer.settle.Unapplied;
import io.micrometer.core.instrument.DistributionSummary;
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

    /// A transaction was committed.
    void wrote(int events, int rows, long nanos) {
        writes.record(nanos, TimeUnit.NANOSECONDS);
        fold.record(rows == 0 ? 1 : (double) events / rows);
    }

    /// A batch is settled.
    ///
    /// @return how old the oldest of its events is that nobody replayed
    Duration settled(List<Delivery> deliveries, Settlement settlement) {
        batches.record(deliveries.size());
        Instant now = clock.instant();
        Duration oldest = Duration.ZERO;
        for (Delivery delivery : deliveries) {
            if (delivery instanceof Delivery.Valid valid && !valid.isReplayed()) {
                Duration since = Duration.between(valid.headers().receivedAt(), now);
                age.record(since);
                oldest = since.compareTo(oldest) > 0 ? since : oldest;
            }
        }
        settlement.unapplied().forEach(this::count);
        return oldest;
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
