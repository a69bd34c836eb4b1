package dev.tidemark.common.topic;

import dev.tidemark.common.event.Lane;
import java.time.Duration;
import java.util.List;

/// The topics of the contract.
public final class Topics {
    /// Poisoned and exhausted events: raw bytes and every header, plus the failure.
    public static final Topic DEAD_LETTERS = new Topic("tidemark.dead-letters", 3, Duration.ofDays(30), 16 << 20);

    /// The committed row of every session that a poll touched.
    public static final Topic SESSION_CHANGES = new Topic("tidemark.session-changes", 12, Duration.ofDays(7), 1 << 20);

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

    /// Every topic.
    public static List<Topic> all() {
        return List.of(EXPRESS, BULK, DEAD_LETTERS, SESSION_CHANGES);
    }
}
