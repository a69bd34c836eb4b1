package dev.tidemark.writer.store;

import org.jspecify.annotations.Nullable;

/// A letter that a replay has still to send.
///
/// @param position its place in the replay
/// @param origin   names the letter
/// @param status   of the letter by now
/// @param replays  how often other replays sent it
/// @param key      of its record
/// @param value    of its record or, where there is one, the edit
/// @param headers  of its first death, as [LetterContents] has them
public record ReplayItem(
        long position,
        String origin,
        String status,
        int replays,
        @Nullable Bytes key,
        @Nullable Bytes value,
        String headers) {}
