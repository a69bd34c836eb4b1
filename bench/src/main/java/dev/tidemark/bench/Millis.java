package dev.tidemark.bench;

import org.HdrHistogram.Histogram;

/// Of many times, in milliseconds.
public record Millis(double p50, double p99, double max) {
    /// Of times in microseconds.
    public static Millis of(Histogram micros) {
        return new Millis(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
