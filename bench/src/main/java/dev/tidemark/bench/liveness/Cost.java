package dev.tidemark.bench.liveness;

import dev.tidemark.bench.writer.CpuTime.Shares;

/// Processor time of a thousand expiries, beyond what is taken anyway; in milliseconds.
record Cost(double writer, double postgres, double kafka) {
    /// @param seconds how long it took
    /// @param shares  of the machine meanwhile
    /// @param idle    while there is nothing to do
    static Cost of(long expiries, double seconds, Shares shares, Shares idle) {
        double millis = seconds * 1e3 / (expiries / 1e3);
        return new Cost(
                (shares.contender() - idle.contender()) * millis,
                (shares.postgres() - idle.postgres()) * millis,
                (shares.kafka() - idle.kafka()) * millis);
    }
}
