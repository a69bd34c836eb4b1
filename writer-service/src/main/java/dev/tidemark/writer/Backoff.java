package dev.tidemark.writer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: doubling from 200 ms to 10 s, each time anywhere between half of that and all.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long most = next.toMillis();
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return Duration.ofMillis(random.nextLong(most / 2, most + 1));
    }
}
