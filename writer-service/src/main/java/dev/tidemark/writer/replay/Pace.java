package dev.tidemark.writer.replay;

import java.time.Duration;

/// A rate that is never made up for: what was not sent in time is not sent in a burst later. Not safe for several
/// threads.
final class Pace {
    /// How many pieces a second is cut into.
    private static final int PIECES = 10;

    private final int piece;
    private final double nanosPerEvent;
    private long nextNanos;

    /// @param perSecond at least 1
    /// @param nowNanos  as [System#nanoTime] says
    Pace(int perSecond, long nowNanos) {
        this.piece = Math.max(1, perSecond / PIECES);
        this.nanosPerEvent = Duration.ofSeconds(1).toNanos() / (double) perSecond;
        this.nextNanos = nowNanos;
    }

    /// How many may be sent at once.
    int piece() {
        return piece;
    }

    /// How long to wait before so many more are sent; zero when they are due.
    Duration waitBefore(int events, long nowNanos) {
        long due = Math.max(nextNanos, nowNanos);
        nextNanos = due + (long) (events * nanosPerEvent);
        return Duration.ofNanos(Math.max(0, due - nowNanos));
    }
}
