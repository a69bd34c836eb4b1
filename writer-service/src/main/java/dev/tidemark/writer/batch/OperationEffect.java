package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.merge.RecordState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What an operation does to a record. No effect waits for another: each is a join.
///
/// @param name  the record's kind: the operation's name after its prefix
/// @param state what the operation contributes
record OperationEffect(String name, RecordState state) {
    /// The effect of this operation, or nothing when it only appends itself. Of several prefixes the longest counts.
    static Optional<OperationEffect> of(Event.Operation operation, OperationPrefixes prefixes) {
        return Stream.of(prefixes.put(), prefixes.merge(), prefixes.delete())
                .flatMap(Set::stream)
                .filter(operation.operation()::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(prefix -> new OperationEffect(
                        operation.operation().substring(prefix.length()),
                        prefixes.delete().contains(prefix)
                                ? RecordState.deleted(occurredAt(operation), id(operation))
                                : RecordState.written(occurredAt(operation), id(operation), operation.payload())));
    }

    private static Instant occurredAt(Event.Operation operation) {
        return operation.envelope().occurredAt();
    }

    private static EventId id(Event.Operation operation) {
        return operation.envelope().id();
    }
}
