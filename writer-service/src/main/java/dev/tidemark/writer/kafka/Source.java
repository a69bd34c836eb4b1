package dev.tidemark.writer.kafka;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import java.util.List;
import java.util.stream.Stream;

/// Where events come from. Each has its own consumer group and threads, so that none delays another.
public enum Source {
    /// Session starts and ends.
    EXPRESS(Lane.EXPRESS, "express"),
    /// Everything else that clients send.
    BULK(Lane.BULK, "bulk"),
    /// Sessions that were given up.
    EXPIRED(Lane.EXPRESS, "expired"),
    /// Events of the express lane, and expiries, that wait for another try.
    EXPRESS_RETRY(Lane.EXPRESS, "express-retry"),
    /// Events of the bulk lane that wait for another try.
    BULK_RETRY(Lane.BULK, "bulk-retry");

    private final Lane lane;
    private final String label;

    Source(Lane lane, String label) {
        this.lane = lane;
        this.label = label;
    }

    /// The sources of a lane: its own topic, and where its events wait for another try.
    public static Stream<Source> of(Lane lane) {
        return Stream.of(values()).filter(source -> source.lane == lane && source != EXPIRED);
    }

    /// The source that reads a topic.
    ///
    /// @throws java.util.NoSuchElementException when none does
    public static Source of(String topic) {
        return Stream.of(values())
                .filter(source ->
                        source.topics().stream().anyMatch(read -> read.name().equals(topic)))
                .findFirst()
                .orElseThrow();
    }

    /// The lane to which its events belong.
    public Lane lane() {
        return lane;
    }

    /// Its name in groups, metrics and logs.
    public String label() {
        return label;
    }

    /// The group in which writers share it.
    public String group() {
        return "tidemark-writer-" + label;
    }

    /// Whether its events come for another try.
    public boolean isRetry() {
        return this == EXPRESS_RETRY || this == BULK_RETRY;
    }

    /// What it reads.
    public List<Topic> topics() {
        return switch (this) {
            case EXPRESS, BULK -> List.of(Topics.of(lane));
            case EXPIRED -> List.of(Topics.EXPIRED);
            case EXPRESS_RETRY, BULK_RETRY -> Topics.retries(lane);
        };
    }
}
