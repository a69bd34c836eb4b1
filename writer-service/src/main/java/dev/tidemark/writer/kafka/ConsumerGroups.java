package dev.tidemark.writer.kafka;

import dev.tidemark.common.event.Lane;

/// The groups in which writers share the work.
public final class ConsumerGroups {
    private ConsumerGroups() {}

    /// The group of a lane: one each, so that a bulk backlog never delays express.
    public static String of(Lane lane) {
        return "tidemark-writer-" + lane.label();
    }
}
