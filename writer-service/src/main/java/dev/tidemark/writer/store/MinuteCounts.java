package dev.tidemark.writer.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How many sessions did what in one minute. Of a change it is what the change adds, so each may be negative.
///
/// @param started   sessions that started
/// @param unstarted sessions without a start that were first seen
/// @param ended     sessions that ended
/// @param abandoned sessions that were last seen, and were given up after that
/// @param durations how many of those that ended took how long, by bucket of [DurationBounds]
public record MinuteCounts(long started, long unstarted, long ended, long abandoned, List<Long> durations) {
    /// Nothing happened.
    public static final MinuteCounts NONE =
            new MinuteCounts(0, 0, 0, 0, Collections.nCopies(DurationBounds.BUCKETS, 0L));

    public MinuteCounts {
        durations = List.copyOf(durations);
    }

    /// Both together.
    public MinuteCounts plus(MinuteCounts other) {
        List<Long> sums = new ArrayList<>(durations.size());
        for (int bucket = 0; bucket < durations.size(); bucket++) {
            sums.add(durations.get(bucket) + other.durations.get(bucket));
        }
        return new MinuteCounts(
                started + other.started,
                unstarted + other.unstarted,
                ended + other.ended,
                abandoned + other.abandoned,
                sums);
    }

    /// What takes these back.
    public MinuteCounts negated() {
        return new MinuteCounts(
                -started,
                -unstarted,
                -ended,
                -abandoned,
                durations.stream().map(count -> -count).toList());
    }
}
