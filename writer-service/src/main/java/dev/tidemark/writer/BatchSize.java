package dev.tidemark.writer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much is written at once, at most.
@ConfigMapping(prefix = "tidemark.writer.batch")
public interface BatchSize {
    /// Events. Larger batches fold better; they also keep more in memory at a time, which costs both sides more than it
    /// saves, and one that fails takes longer to be halved.
    @WithDefault("1000")
    int events();

    /// Bytes of their values. Each lane holds two batches, and what comes of them, in memory.
    @WithDefault("8388608")
    long bytes();

    /// An empty batch that grows to that size.
    default Gathered gather() {
        return new Gathered(events(), bytes());
    }
}
