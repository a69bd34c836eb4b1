package dev.tidemark.writer.settle;

import dev.tidemark.writer.store.SessionRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What became of events: the sessions they touched as they stand committed, and those that are dead.
///
/// @param sessions    to be announced
/// @param deadLetters to be sent
public record Settlement(List<SessionRow> sessions, List<DeadLetter> deadLetters) {
    /// What became of no events.
    public static final Settlement NOTHING = new Settlement(List.of(), List.of());

    /// Events were written, and touched these sessions.
    public static Settlement written(List<SessionRow> sessions) {
        return new Settlement(sessions, List.of());
    }

    /// An event is dead.
    public static Settlement dead(DeadLetter letter) {
        return new Settlement(List.of(), List.of(letter));
    }

    /// This and then that.
    public Settlement and(Settlement other) {
        return new Settlement(
                Stream.concat(sessions.stream(), other.sessions.stream()).toList(),
                Stream.concat(deadLetters.stream(), other.deadLetters.stream()).toList());
    }

    /// All that must be durable before the events' offsets are committed.
    ///
    /// @param now when what is dead failed
    public List<ProducerRecord<byte[], byte[]>> toRecords(Instant now) {
        return Stream.concat(
                        sessions.stream().map(row -> new SessionChange(row).toRecord()),
                        deadLetters.stream().map(letter -> letter.toRecord(now)))
                .toList();
    }
}
