package dev.tidemark.writer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What a consumer is at, and when its two threads last showed that they live.
public final class Progress {
    private static final Duration LATELY = Duration.ofSeconds(1);

    private volatile LaneState state = LaneState.JOINING;
    private volatile long polledAt = System.nanoTime();
    private volatile long wroteAt = System.nanoTime();
    private volatile boolean writing;
    private volatile long lag;
    private volatile long writingSince = System.nanoTime();
    private volatile long settledAt = System.nanoTime();
    private volatile Duration settledAge = Duration.ZERO;
    private final AtomicLong startOvers = new AtomicLong();

    /// What it is at.
    public LaneState state() {
        return state;
    }

    /// It is at something else now.
    public void is(LaneState now) {
        state = now;
        wroteAt = System.nanoTime();
    }

    /// How many events of its partitions it has not read yet.
    long lag() {
        return lag;
    }

    /// So many are not read yet.
    public void lags(long events) {
        lag = events;
    }

    /// How often it lost its place and went back to the committed offsets.
    long startOvers() {
        return startOvers.get();
    }

    /// It goes back to them now.
    public void startsOver(LaneState because) {
        startOvers.incrementAndGet();
        is(because);
        polled();
    }

    /// The poll loop went round.
    public void polled() {
        polledAt = System.nanoTime();
    }

    /// One more step of a batch is being done.
    void writing() {
        wroteAt = System.nanoTime();
        writing = true;
    }

    /// A batch was begun.
    void begins() {
        writingSince = System.nanoTime();
        writing();
    }

    /// The batch is done.
    void idle() {
        writing = false;
    }

    /// A batch is settled.
    ///
    /// @param age how old the oldest of its events was by then
    void settled(Duration age) {
        settledAge = age;
        settledAt = System.nanoTime();
    }

    /// Whether events lately had to wait for longer than this, or do so now, or more than so many wait to be read.
    boolean isSlow(Duration bound, long waiting) {
        long now = System.nanoTime();
        return state == LaneState.WORKING
                && (lag > waiting
                        || (writing && now - writingSince > bound.toNanos())
                        || (now - settledAt < LATELY.toNanos() && settledAge.compareTo(bound) > 0));
    }

    /// Whether it does not do what it should, or events lately had to wait for longer than this, or do so now.
    boolean isBehind(Duration bound) {
        return state != LaneState.WORKING || isSlow(bound, Long.MAX_VALUE);
    }

    /// Whether one of the threads should have shown itself long ago.
    boolean isStuck(Duration patience) {
        long now = System.nanoTime();
        return state != LaneState.STOPPED
                && (now - polledAt > patience.toNanos() || (writing && now - wroteAt > patience.toNanos()));
    }
}
