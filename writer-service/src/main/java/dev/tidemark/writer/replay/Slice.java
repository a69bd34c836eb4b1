package dev.tidemark.writer.replay;

import dev.tidemark.writer.store.ReplayWork;
import dev.tidemark.writer.store.StoreException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// A second of work on one replay, so that all of them go on, and an operator who holds one is heard.
final class Slice {
    private static final Duration LENGTH = Duration.ofSeconds(1);

    private final UUID replay;
    private final String owner;
    private final ReplayWork work;
    private final BooleanSupplier isRunning;
    private final long begun = System.nanoTime();

    Slice(UUID replay, String owner, ReplayWork work, BooleanSupplier isRunning) {
        this.replay = replay;
        this.owner = owner;
        this.work = work;
        this.isRunning = isRunning;
    }

    /// Whether there is time for more, and the replay is still ours to work on.
    boolean goesOn() throws StoreException {
        return isTime() && work.renew(replay, owner);
    }

    /// Whether there is time for more.
    boolean isTime() {
        return isRunning.getAsBoolean() && System.nanoTime() - begun < LENGTH.toNanos();
    }

    /// When it began, as [System#nanoTime] says.
    long begun() {
        return begun;
    }

    /// Waits for its end.
    void finish() throws InterruptedException {
        while (isTime()) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
