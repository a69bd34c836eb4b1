package dev.tidemark.writer.letters;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventType;
import dev.tidemark.writer.store.LetterList;
import dev.tidemark.writer.store.StoreException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What waits for an operator, as metrics. Every instance says the same: what the store holds. Labels are those of the
/// contract; what anybody else may have written into a letter is `other`.
@ApplicationScoped
class OpenLetters {
    private static final Logger LOG = Logger.getLogger(OpenLetters.class);
    private static final String OTHER = "other";
    private static final Set<String> CLASSES = Set.of("poison", "conflict", "timeout", "outage");
    private static final Set<String> CODES = Stream.concat(
                    Stream.of(Decoded.Code.values()).map(Decoded.Code::wireName),
                    Stream.of(
                            "invalid_header",
                            "type_not_allowed",
                            "undecodable",
                            "refused_by_store",
                            "store_timeout",
                            "store_conflict",
                            "store_unavailable"))
            .collect(Collectors.toUnmodifiableSet());

    private final LetterList letters;
    private final Clock clock;
    private final MultiGauge open;
    private volatile @Nullable Instant oldest;

    OpenLetters(LetterList letters, MeterRegistry registry, Clock clock) {
        this.letters = letters;
        this.clock = clock;
        this.open = MultiGauge.builder("tidemark.writer.dead.letters.open")
                .description("Dead letters that wait for an operator")
                .register(registry);
        Gauge.builder("tidemark.writer.dead.letters.oldest", this::age)
                .description("Since when the oldest of them failed; 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
    }

    void start(@Observes StartupEvent starting, Scheduler scheduler) {
        scheduler
                .newJob("open-letters")
                .setInterval("15s")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(_ -> look(), true)
                .schedule();
    }

    /// Looks at what the store holds; while it is away, what was seen last stays.
    void look() {
        try {
            Map<Tags, Long> counts = new HashMap<>();
            for (LetterList.Open group : letters.open()) {
                counts.merge(tags(group.failure(), group.type()), group.letters(), Long::sum);
            }
            oldest = letters.oldestOpen().orElse(null);
            open.register(rows(counts), true);
        } catch (StoreException away) {
            LOG.debugf("the store is away sqlstate=%s", away.failure().sqlState());
        }
    }

    private static List<Row<?>> rows(Map<Tags, Long> counts) {
        return counts.entrySet().stream()
                .<Row<?>>map(count -> Row.of(count.getKey(), count.getValue()))
                .toList();
    }

    private static Tags tags(String failure, @Nullable String type) {
        String[] parts = failure.split("/", 2);
        boolean isKnown = parts.length == 2 && CLASSES.contains(parts[0]) && CODES.contains(parts[1]);
        String known = type == null || EventType.named(type).isEmpty() ? OTHER : type;
        return Tags.of("failure", isKnown ? failure : OTHER, "type", known);
    }

    private double age() {
        Instant since = oldest;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
    }
}
