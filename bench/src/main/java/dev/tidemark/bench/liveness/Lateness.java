package dev.tidemark.bench.liveness;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.liveness.Expiries.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// How long after their deadlines sessions were given up.
///
/// @param found    until the writer had found them out
/// @param readable until their expiries had been committed and came to a reader
record Lateness(Millis found, Millis readable) {
    private static final long LONGEST_US = Duration.ofMinutes(10).toNanos() / 1_000;
    private static final int DIGITS = 3;

    /// @param expiries of these sessions, in their order
    static Lateness of(OpenSessions sessions, List<Expiry> expiries) {
        return new Lateness(of(sessions, expiries, Expiry::found), of(sessions, expiries, Expiry::readable));
    }

    private static Millis of(OpenSessions sessions, List<Expiry> expiries, Function<Expiry, Instant> at) {
        Histogram micros = new Histogram(LONGEST_US, DIGITS);
        for (int i = 0; i < expiries.size(); i++) {
            Duration late = Duration.between(sessions.deadline(i), at.apply(expiries.get(i)));
            // The time of a record has no microseconds.
            micros.recordValue(Math.max(0, late.toNanos() / 1_000));
        }
        return Millis.of(micros);
    }
}
