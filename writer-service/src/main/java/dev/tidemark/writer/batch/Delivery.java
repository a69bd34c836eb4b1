package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record as it came from a source, read as far as it could be.
public sealed interface Delivery {
    /// The record it came in.
    ConsumerRecord<byte[], byte[]> record();

    /// What was tried with it before.
    DeliveryHistory history();

    /// Whom it is about, when it was received, and who waits for its receipt; null where that cannot be read.
    @Nullable
    EventHeaders headers();

    /// Whether an operator sent it again: it is not new, and says nothing of how live events fare.
    default boolean isReplayed() {
        return history().replay() != null;
    }

    /// An event.
    ///
    /// @param event what it says
    record Valid(ConsumerRecord<byte[], byte[]> record, DeliveryHistory history, EventHeaders headers, Event event)
            implements Delivery {}

    /// A record that is none.
    ///
    /// @param headers what its headers say, where they can be read
    /// @param failure why
    record Unreadable(
            ConsumerRecord<byte[], byte[]> record,
            DeliveryHistory history,
            @Nullable EventHeaders headers,
            Failure.Poison failure)
            implements Delivery {}
}
