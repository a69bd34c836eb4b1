package dev.tidemark.writer.retention;

import dev.tidemark.access.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the store keeps what.
@ConfigMapping(prefix = "tidemark.writer.retention")
public interface RetentionConfig {
    /// Page visits, from when they occurred.
    @WithDefault("365d")
    Duration pageVisits();

    /// Activities, from when they occurred.
    @WithDefault("365d")
    Duration activities();

    /// Receipts, from when their first event was written. A client that asks later is told that they are pending.
    @WithDefault("7d")
    Duration receipts();

    /// How often it is looked for what is too old.
    @WithDefault("10m")
    Duration every();

    /// How many rows are removed at once. Fewer hold locks for a shorter time.
    @WithDefault("1000")
    int batch();

    /// The pause between two of them.
    @WithDefault("100ms")
    @Bounds(min = 0)
    Duration pause();
}
