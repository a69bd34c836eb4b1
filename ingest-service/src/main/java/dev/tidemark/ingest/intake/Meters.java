package dev.tidemark.ingest.intake;

import dev.tidemark.ingest.validation.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Events by what became of them: `tidemark_ingest_events_total{verdict,code}`. The codes are the contract's, so the
/// series are few.
@ApplicationScoped
class Meters {
    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(List<Verdict> verdicts) {
        int run = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            run++;
            boolean isLastOfRun = i + 1 == verdicts.size() || !isAlike(verdicts.get(i), verdicts.get(i + 1));
            if (isLastOfRun) {
                counter(verdicts.get(i)).increment(run);
                run = 0;
            }
        }
    }

    private Counter counter(Verdict verdict) {
        return counters.computeIfAbsent(
                verdict.label() + '/' + verdict.code(),
                _ -> registry.counter("tidemark.ingest.events", "verdict", verdict.label(), "code", verdict.code()));
    }

    private static boolean isAlike(Verdict one, Verdict other) {
        return one.label().equals(other.label()) && one.code().equals(other.code());
    }
}
