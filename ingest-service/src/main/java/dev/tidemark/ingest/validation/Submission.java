package dev.tidemark.ingest.validation;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.UserId;
import org.jspecify.annotations.Nullable;

/// One element of a request. It keeps no more of an event than publishing and answering need.
public sealed interface Submission {
    /// The event's id as far as it could be read, for the answer.
    @Nullable
    EventId id();

    /// An event that keeps all rules.
    ///
    /// @param lane  the road it takes
    /// @param user  whom it is about
    /// @param bytes what goes to Kafka: for a native event, exactly what the client sent
    record Valid(Envelope envelope, EventType type, Lane lane, UserId user, Slice bytes) implements Submission {
        @Override
        public EventId id() {
            return envelope.id();
        }
    }

    /// An event that was rejected.
    record Rejected(@Nullable EventId id, Verdict.Rejected verdict) implements Submission {}
}
