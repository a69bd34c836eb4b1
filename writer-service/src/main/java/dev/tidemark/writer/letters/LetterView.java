package dev.tidemark.writer.letters;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tidemark.writer.store.Bytes;
import dev.tidemark.writer.store.Letter;
import dev.tidemark.writer.store.LetterContents;
import dev.tidemark.writer.store.LetterReplay;
import dev.tidemark.writer.store.PastDeath;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One letter as it is shown.
///
/// @param carried what its client sent, for operators only
/// @param history its deaths, oldest first
/// @param replays those that sent it again, newest first
@RegisterForReflection
record LetterView(
        @JsonUnwrapped Letter letter,
        @JsonUnwrapped @Nullable Carried carried,
        List<PastDeath> history,
        List<LetterReplay> replays) {

    /// What a letter carries.
    ///
    /// @param payload          the event's value; null when its record has none
    /// @param payloadTruncated whether that is only its beginning, or that of its edit
    /// @param editedPayload    the edit of it, if there is one
    /// @param key              the record's key; null when it has none
    /// @param headers          the record's headers
    @RegisterForReflection
    record Carried(
            @Nullable Content payload,
            boolean payloadTruncated,
            @Nullable Content editedPayload,
            @Nullable Content key,
            @JsonRawValue String headers) {
        private static final int USUAL_BYTES = 256 << 10;

        /// What a letter carries, all of it or as much as is usually enough.
        static Carried of(LetterContents contents, boolean full) {
            int most = full ? Integer.MAX_VALUE : USUAL_BYTES;
            return new Carried(
                    content(contents.payload(), most),
                    isLonger(contents.payload(), most) || isLonger(contents.edited(), most),
                    content(contents.edited(), most),
                    content(contents.key(), most),
                    contents.headers());
        }

        private static @Nullable Content content(@Nullable Bytes bytes, int most) {
            return bytes == null ? null : Content.of(bytes, most);
        }

        private static boolean isLonger(@Nullable Bytes bytes, int most) {
            return bytes != null && bytes.length() > most;
        }
    }
}
