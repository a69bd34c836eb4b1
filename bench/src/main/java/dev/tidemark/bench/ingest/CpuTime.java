package dev.tidemark.bench.ingest;

import java.time.Duration;

/// Processor time, by process.
record CpuTime(Duration ingest, Duration kafka, Duration generator) {
    /// What was taken since then, as processors: 1.5 is one and a half of them all the time.
    ///
    /// @param seconds how long ago that was
    Shares since(CpuTime before, double seconds) {
        return new Shares(
                ingest.minus(before.ingest).toNanos() / 1e9 / seconds,
                kafka.minus(before.kafka).toNanos() / 1e9 / seconds,
                generator.minus(before.generator).toNanos() / 1e9 / seconds);
    }

    /// How many processors each was given.
    record Shares(double ingest, double kafka, double generator) {}
}
