package dev.tidemark.writer.store;

import java.util.Arrays;

/// Bytes that somebody sent, whatever they are.
public final class Bytes {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// These bytes, which are not to be changed any more.
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /// How many.
    public int length() {
        return bytes.length;
    }

    /// The bytes themselves, not to be changed.
    public byte[] array() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes those && Arrays.equals(bytes, those.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Their number alone: what they are may be anything, and must not reach a log.
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
