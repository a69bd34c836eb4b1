package dev.tidemark.bench.writer;

import org.HdrHistogram.Histogram;

/// What the express lane did while the bulk lane had a backlog.
///
/// @param backlog             how many bulk events were queued when it began
/// @param seconds             how long the writer needed for them
/// @param posted              how many starts and ends came meanwhile
/// @param answered            from when a POST was due to its answer
/// @param visible             from when a POST was due to its row
/// @param writerResidentBytes what the writer holds at the end
record ExpressReport(
        long backlog, double seconds, long posted, Millis answered, Millis visible, long writerResidentBytes) {
    /// Of many times.
    record Millis(double p50, double p99, double max) {
        static Millis of(Histogram micros) {
            return new Millis(
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }
}
