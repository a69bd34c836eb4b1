package dev.tidemark.ingest.validation;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.UserId;
import org.jspecify.annotations.Nullable;

/// One element of a request's `events`.
public sealed interface Submission {
    /// The event's id as far as it could be read, for the answer.
    @Nullable
    String id();

    /// An event that could be read.
    ///
    /// @param event what it says
    /// @param bytes exactly what the client sent, which is what goes to Kafka
    /// @param user  whom it is about
    record Valid(Event event, Slice bytes, @Nullable UserId user) implements Submission {
        @Override
        public String id() {
            return event.envelope().id().value();
        }
    }

    /// An event that was rejected.
    record Rejected(@Nullable String id, Verdict.Rejected verdict) implements Submission {}
}
