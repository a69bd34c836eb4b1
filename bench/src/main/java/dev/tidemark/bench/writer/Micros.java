package dev.tidemark.bench.writer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as both tables can compute with them.
final class Micros {
    private Micros() {}

    /// Microseconds since 1970.
    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
