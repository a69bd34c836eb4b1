package dev.tidemark.bench;

import dev.tidemark.cli.Failure;
import java.time.Duration;

/// The time between two looks.
public final class Pause {
    private Pause() {}

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
