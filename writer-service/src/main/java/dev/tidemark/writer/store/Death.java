package dev.tidemark.writer.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// One record of the dead-letter topic: an event that died there. A letter is all deaths of one origin.
///
/// @param record  the record, whose bytes are kept as they are
/// @param origin  which letter it belongs to
/// @param at      when it died
/// @param event   what the event says it is
/// @param cause   what was the matter
/// @param headers all headers, as the JSON in which they are kept
public record Death(
        ConsumerRecord<byte[], byte[]> record, String origin, Instant at, Subject event, Cause cause, String headers)
        implements Comparable<Death> {
    private static final Comparator<Death> BY_PLACE = Comparator.comparing(Death::at)
            .thenComparingInt(death -> death.record().partition())
            .thenComparingLong(death -> death.record().offset());

    /// What the event says it is; null what cannot be read.
    public record Subject(
            @Nullable String user,
            @Nullable String session,
            @Nullable String event,
            @Nullable String type) {}

    /// What was the matter.
    ///
    /// @param failure       `<class>/<code>`
    /// @param detail        the same for people
    /// @param sqlState      the store's word for it
    /// @param attempts      how often it was tried; 0 when nothing says so
    /// @param firstFailedAt when it failed first, tries before this death included
    /// @param writer        the version of the writer that gave it up
    /// @param replay        in which replay it died
    /// @param kind          what it has in common with others
    public record Cause(
            String failure,
            @Nullable String detail,
            @Nullable String sqlState,
            int attempts,
            Instant firstFailedAt,
            @Nullable String writer,
            @Nullable UUID replay,
            Kind kind) {}

    /// What letters of one group have in common.
    ///
    /// @param fingerprint 16 hexadecimal digits that name the group
    /// @param message     the detail without what differs from letter to letter
    public record Kind(String fingerprint, String message) {}

    /// Deaths are ordered by time, and where they stand in the topic.
    @Override
    public int compareTo(Death other) {
        return BY_PLACE.compare(this, other);
    }
}
