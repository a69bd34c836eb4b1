package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.Version;
import java.time.Instant;
import java.util.Optional;

/// What an operation does to a record, told by the prefix of its name. No effect waits for another: each is a join.
///
/// @param name  the record's kind: the operation's name after its prefix
/// @param state what the operation contributes
record OperationEffect(String name, RecordState state) {
    /// The effect of this operation, or nothing when it only appends itself.
    static Optional<OperationEffect> of(Event.Operation operation) {
        Instant occurredAt = operation.envelope().occurredAt();
        EventId id = operation.envelope().id();
        for (String prefix : new String[] {"CREATE_", "UPDATE_"}) {
            if (operation.operation().startsWith(prefix)) {
                Registers fields = Registers.written(occurredAt, id, operation.payload());
                return Optional.of(new OperationEffect(nameAfter(prefix, operation), new RecordState(fields, null)));
            }
        }
        if (operation.operation().startsWith("DELETE_")) {
            Version tombstone = new Version(occurredAt, id, "");
            return Optional.of(
                    new OperationEffect(nameAfter("DELETE_", operation), new RecordState(Registers.NONE, tombstone)));
        }
        return Optional.empty();
    }

    private static String nameAfter(String prefix, Event.Operation operation) {
        return operation.operation().substring(prefix.length());
    }
}
