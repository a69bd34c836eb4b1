package dev.tidemark.bench;

import dev.tidemark.cli.Failure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The time between two looks.
public final class Pause {
    private Pause() {}

    /// Lets time pass until then.
    ///
    /// @param due of [System#nanoTime()]
    public static void until(long due) {
        for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    /// Lets it pass.
    public static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }
}
