package dev.tidemark.bench.page;

import dev.tidemark.bench.Millis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// How soon ends were seen.
///
/// @param observers how many looked out for them
/// @param seen      how many were, those of all observers together
/// @param unseen    how many were not; each counts as [#NEVER]
/// @param millis    from when the POST of an end was due until it was seen
record Seen(int observers, long seen, long unseen, Millis millis) {
    /// Whoever has not seen it by now has missed it: the row has left the list.
    static final Duration NEVER = Duration.ofSeconds(10);

    private static final long NEVER_US = NEVER.toNanos() / 1_000;
    private static final int DIGITS = 3;

    /// Of all ends that were sent.
    ///
    /// @param due       when the POST of each was due, in microseconds since 1970
    /// @param observers when each of them saw what; more than was sent is no matter
    static Seen of(Map<String, Long> due, List<Map<String, Long>> observers) {
        Histogram micros = new Histogram(NEVER_US, DIGITS);
        long seen = 0;
        for (Map<String, Long> observer : observers) {
            for (Map.Entry<String, Long> end : due.entrySet()) {
                Long at = observer.get(end.getKey());
                if (at != null) {
                    seen++;
                }
                micros.recordValue(at == null ? NEVER_US : Math.clamp(at - end.getValue(), 0, NEVER_US));
            }
        }
        return new Seen(observers.size(), seen, micros.getTotalCount() - seen, Millis.of(micros));
    }
}
