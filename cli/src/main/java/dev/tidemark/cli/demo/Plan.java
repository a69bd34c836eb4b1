package dev.tidemark.cli.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What a user has in mind for a session.
///
/// @param fate   how it goes out
/// @param length from its start until then
record Plan(Fate fate, Duration length) {
    /// From 20 to 150 seconds, with any fate.
    static Plan drawn(RandomGenerator random) {
        return new Plan(Fate.drawn(random), Duration.ofMillis(random.nextLong(20_000, 150_000)));
    }
}
