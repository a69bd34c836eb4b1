package dev.tidemark.writer.store;

import org.jspecify.annotations.Nullable;

/// What a letter carries, byte for byte.
///
/// @param key     of the event's record
/// @param payload of the event's record
/// @param edited  the edit of the payload, if there is one
/// @param headers of its first death, as a JSON list of `{"name", "text"}` or, where that is no text,
/// `{"name", "base64"}`
public record LetterContents(
        @Nullable Bytes key,
        @Nullable Bytes payload,
        @Nullable Bytes edited,
        String headers) {}
