package dev.tidemark.bench.page;

/// Bulk events a second.
///
/// @param offered  as wanted
/// @param accepted by ingest
/// @param written  by the writer
record Rates(long offered, double accepted, double written) {
    private static final double ENOUGH = 0.95;

    /// Whether ingest took what was offered.
    boolean areAccepted() {
        return accepted >= ENOUGH * offered;
    }

    /// Whether the writer kept up with that.
    boolean areWritten() {
        return written >= ENOUGH * offered;
    }
}
