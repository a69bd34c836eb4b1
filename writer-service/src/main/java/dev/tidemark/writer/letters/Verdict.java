package dev.tidemark.writer.letters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventId;
import dev.tidemark.writer.store.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a payload can be read as an event, as the writer would.
///
/// @param ok     whether it can
/// @param code   why not, if not
/// @param detail the same for people
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Verdict(boolean ok, @Nullable String code, @Nullable String detail) {
    static Verdict of(Bytes payload) {
        return switch (LetterReader.decoded(payload.array())) {
            case Decoded.Valid _ -> new Verdict(true, null, null);
            case Decoded.Unreadable unreadable ->
                new Verdict(false, unreadable.code().wireName(), unreadable.detail());
            case null -> new Verdict(false, "undecodable", "the decoder fails at it");
        };
    }

    /// The id of the event, where at least that can be read.
    static Optional<String> idOf(@Nullable Bytes payload) {
        return switch (LetterReader.decoded(payload == null ? null : payload.array())) {
            case Decoded.Valid(var event) -> Optional.of(event.envelope().id().value());
            case Decoded.Unreadable unreadable ->
                Optional.ofNullable(unreadable.id()).map(EventId::value);
            case null -> Optional.empty();
        };
    }
}
