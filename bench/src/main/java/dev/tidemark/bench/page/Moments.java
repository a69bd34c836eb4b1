package dev.tidemark.bench.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One clock for what happens here and what happens in a browser of this machine: microseconds since 1970, at the pace
/// of [System#nanoTime()].
///
/// @param nanos  a moment by that
/// @param micros the same moment, since 1970
record Moments(long nanos, long micros) {
    /// From now on. Corrections of the machine's clock are not in it, so it should not be used for hours.
    static Moments now() {
        return new Moments(System.nanoTime(), ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }

    /// A moment of [System#nanoTime()].
    long at(long nanoTime) {
        return micros + (nanoTime - nanos) / 1_000;
    }
}
