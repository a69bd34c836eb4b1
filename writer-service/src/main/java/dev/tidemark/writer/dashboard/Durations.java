package dev.tidemark.writer.dashboard;

import dev.tidemark.writer.store.DurationBounds;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long sessions took, in seconds, as exact as the buckets of [DurationBounds]: within a bucket they are taken to
/// be spread evenly.
///
/// @param p50 half of them took no longer
/// @param p95 of twenty, nineteen took no longer
@RegisterForReflection
record Durations(double p50, double p95) {
    /// Of how many took how long, by bucket; null when there are none.
    static @Nullable Durations of(List<Long> buckets) {
        long all = buckets.stream().mapToLong(Long::longValue).sum();
        return all <= 0 ? null : new Durations(below(buckets, all * 0.5), below(buckets, all * 0.95));
    }

    private static double below(List<Long> buckets, double wanted) {
        double passed = 0;
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            long here = buckets.get(bucket);
            if (here > 0 && passed + here >= wanted) {
                double from = lower(bucket);
                return round(from + (upper(bucket) - from) * (wanted - passed) / here);
            }
            passed += here;
        }
        return lower(buckets.size() - 1);
    }

    private static double lower(int bucket) {
        return bucket == 0 ? 0 : bound(bucket - 1);
    }

    /// The last bucket has no end; that it lasts an octave is as good a guess as any.
    private static double upper(int bucket) {
        return bucket < DurationBounds.seconds().size() ? bound(bucket) : 2 * bound(bucket - 1);
    }

    private static double bound(int index) {
        BigDecimal bound = DurationBounds.seconds().get(index);
        return bound.doubleValue();
    }

    private static double round(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
