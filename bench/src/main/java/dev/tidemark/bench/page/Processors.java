package dev.tidemark.bench.page;

import dev.tidemark.bench.writer.CpuTime;
import java.time.Duration;
import java.util.Map;

/// Processor time, by process.
///
/// @param servers all but ingest; the writer is the contender
/// @param browser by process; empty where there is none
record Processors(CpuTime servers, Duration ingest, Map<Long, Duration> browser) {
    /// What was taken since then, as processors: 1.5 is one and a half of them all the time.
    ///
    /// @param seconds how long ago that was
    Shares since(Processors before, double seconds) {
        CpuTime.Shares shares = servers.since(before.servers, seconds);
        return new Shares(
                ingest.minus(before.ingest).toNanos() / 1e9 / seconds,
                shares.contender(),
                shares.postgres(),
                shares.kafka(),
                CpuTime.between(before.browser, browser).toNanos() / 1e9 / seconds,
                shares.bench());
    }

    /// How many processors each was given.
    ///
    /// @param browser 0 where there is none
    /// @param bench   what sends events and reads the streams
    record Shares(double ingest, double writer, double postgres, double kafka, double browser, double bench) {}
}
