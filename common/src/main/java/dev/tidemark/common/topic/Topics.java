package dev.tidemark.common.topic;

import dev.tidemark.common.event.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The topics of the contract.
public final class Topics {
    /// Poisoned and exhausted events: raw bytes and every header, plus the failure.
    public static final Topic DEAD_LETTERS = new Topic("tidemark.dead-letters", 3, Duration.ofDays(30), 16 << 20);

    /// The committed row of every session that a poll touched.
    public static final Topic SESSION_CHANGES = new Topic("tidemark.session-changes", 12, Duration.ofDays(7), 1 << 20);

    /// What happened in each minute: sums, of which the latest of a minute holds.
    public static final Topic ROLLUPS = new Topic("tidemark.rollups", 3, Duration.ofDays(7), 1 << 20);

    /// Sessions that were given up: from the writer's own liveness, read by the writer only.
    public static final Topic EXPIRED = new Topic("tidemark.events.expired", 3, Duration.ofDays(14), 1 << 20);

    /// How long each retry of an event waits, before jitter: min(1 s · 2ⁿ, 30 s) of the contract.
    public static final List<Duration> RETRY_DELAYS =
            Stream.of(1, 2, 4, 8, 16).map(Duration::ofSeconds).toList();

    private static final Topic EXPRESS = new Topic("tidemark.events.express", 12, Duration.ofDays(14), 1 << 20);
    private static final Topic BULK = new Topic("tidemark.events.bulk", 12, Duration.ofDays(14), 1 << 20);

    private Topics() {}

    /// A topic and what it must be.
    ///
    /// @param name       its name
    /// @param partitions how many partitions it has
    /// @param retention  how long it keeps its records
    /// @param maxBytes   the most bytes of a batch of records; a dead letter may be one that was compressed on its
    /// lane
    public record Topic(String name, int partitions, Duration retention, int maxBytes) {}

    /// The topic of a lane.
    public static Topic of(Lane lane) {
        return switch (lane) {
            case EXPRESS -> EXPRESS;
            case BULK -> BULK;
        };
    }

    /// The topic of a lane's events that wait as long as the nth retry does, counted from 1.
    ///
    /// @throws IndexOutOfBoundsException when there is no such retry
    public static Topic retry(Lane lane, int retry) {
        Duration delay = RETRY_DELAYS.get(retry - 1);
        return new Topic(
                "tidemark.retry." + lane.label() + "." + delay.toSeconds() + "s", 3, Duration.ofDays(14), 16 << 20);
    }

    /// All retry topics of a lane, the shortest wait first.
    public static List<Topic> retries(Lane lane) {
        return IntStream.rangeClosed(1, RETRY_DELAYS.size())
                .mapToObj(retry -> retry(lane, retry))
                .toList();
    }

    /// Every topic.
    public static List<Topic> all() {
        List<Topic> all = new ArrayList<>(List.of(EXPRESS, BULK, EXPIRED, DEAD_LETTERS, SESSION_CHANGES, ROLLUPS));
        for (Lane lane : Lane.values()) {
            all.addAll(retries(lane));
        }
        return List.copyOf(all);
    }
}
