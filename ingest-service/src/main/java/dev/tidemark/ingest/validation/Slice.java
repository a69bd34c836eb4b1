package dev.tidemark.ingest.validation;

import java.util.Arrays;

/// A part of a request's body.
///
/// @param body the whole body
/// @param from where the part begins
/// @param to   where it ends, exclusively
@SuppressWarnings("ArrayRecordComponent") // a view; compared by nobody
public record Slice(byte[] body, int from, int to) {
    /// How many bytes it has.
    public int length() {
        return to - from;
    }

    /// Its bytes, copied.
    public byte[] toBytes() {
        return Arrays.copyOfRange(body, from, to);
    }
}
