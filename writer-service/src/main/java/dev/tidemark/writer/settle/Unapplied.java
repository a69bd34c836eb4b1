package dev.tidemark.writer.settle;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.kafka.RecordSize;

/// An event that was not applied. Its failure decides where it goes: to another try, or to the dead letters.
///
/// @param delivery the event
/// @param failure  why
public record Unapplied(Delivery delivery, Failure failure) {
    /// More than any event that ingest lets through; what is larger cannot be carried from topic to topic.
    private static final int MOST_BYTES = 8 << 20;

    /// One that could not even be read.
    public static Unapplied of(Delivery.Unreadable unreadable) {
        return new Unapplied(unreadable, unreadable.failure());
    }

    /// Whether it is dead: no try could help, or all were made.
    public boolean isDead() {
        return failure instanceof Failure.Poison || tries() > Topics.RETRY_DELAYS.size() || isTooLargeToCarry();
    }

    /// How often it was tried, this time included.
    public int tries() {
        return delivery.history().attempts() + 1;
    }

    /// Whom it is about, as far as that can be read; empty where it cannot.
    public String user() {
        return delivery.headers() == null ? "" : delivery.headers().user().value();
    }

    boolean isTooLargeToCarry() {
        return RecordSize.of(delivery.record()) > MOST_BYTES;
    }
}
