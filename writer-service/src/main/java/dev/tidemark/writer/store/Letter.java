package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A dead letter as it is read, without anything that its client sent beyond names.
///
/// @param origin        `topic-partition@offset` of the event's first delivery, which names the letter
/// @param number        grows from letter to letter
/// @param user          whom the event is about, where that can be read, as are the next three
/// @param type          of the event
/// @param failure       `<class>/<code>` of its last death
/// @param sqlState      the store's word for it
/// @param detail        the same for people
/// @param fingerprint   its group
/// @param attempts      how often it was tried before its last death
/// @param deaths        how often it died
/// @param firstFailedAt when it failed first
/// @param lastFailedAt  when it died last
/// @param status        `open`, `discarded` or `applied`
/// @param reason        why it was discarded
/// @param decidedBy     who discarded it, or had it replayed
/// @param edited        whether there is an edit of its payload
/// @param writer        the version of the writer that gave it up
/// @param size          bytes of its payload
/// @param version       grows with every change of the letter
@RegisterForReflection
public record Letter(
        String origin,
        @JsonIgnore long number,
        @Nullable String user,
        @Nullable String sessionId,
        @Nullable String eventId,
        @Nullable String type,
        String failure,
        @Nullable String sqlState,
        @Nullable String detail,
        String fingerprint,
        int attempts,
        int deaths,
        Instant firstFailedAt,
        Instant lastFailedAt,
        String status,
        @Nullable String reason,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        boolean edited,
        @Nullable String editedBy,
        @Nullable Instant editedAt,
        @Nullable String writer,
        long size,
        @JsonIgnore long version) {}
