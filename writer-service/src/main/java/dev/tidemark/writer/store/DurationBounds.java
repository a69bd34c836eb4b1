package dev.tidemark.writer.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The fixed buckets in which durations are counted: bounds in seconds, two an octave (1, 2, 3, 4, 6, 8, 12, 16 …)
/// from one second to twelve days. The same stand in SQL as `duration_bounds()`.
public final class DurationBounds {
    private static final int OCTAVES = 20;
    private static final List<BigDecimal> BOUNDS = bounds();

    /// How many buckets there are: one more than bounds.
    public static final int BUCKETS = BOUNDS.size() + 1;

    private DurationBounds() {}

    /// The bucket of a duration: how many of the bounds it reaches, from 0 to [#BUCKETS] - 1.
    ///
    /// @param seconds at least 0
    public static int bucketOf(BigDecimal seconds) {
        return Math.toIntExact(BOUNDS.stream()
                .takeWhile(bound -> bound.compareTo(seconds) <= 0)
                .count());
    }

    /// The bounds in seconds, ascending.
    public static List<BigDecimal> seconds() {
        return BOUNDS;
    }

    private static List<BigDecimal> bounds() {
        List<Long> bounds = new ArrayList<>(List.of(1L));
        IntStream.range(1, OCTAVES).forEach(octave -> {
            bounds.add(1L << octave);
            bounds.add(3L << (octave - 1));
        });
        return LongStream.concat(bounds.stream().mapToLong(Long::longValue), LongStream.of(1L << OCTAVES))
                .mapToObj(BigDecimal::valueOf)
                .toList();
    }
}
