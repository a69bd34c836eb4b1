package dev.tidemark.ingest;

import dev.tidemark.ingest.validation.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Events by what became of them: `tidemark_ingest_events_total{verdict,code}`.
@ApplicationScoped
class Meters {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(List<Verdict> verdicts) {
        verdicts.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((verdict, events) -> registry.counter(
                                "tidemark.ingest.events", "verdict", verdict.label(), "code", verdict.code())
                        .increment(events));
    }
}
