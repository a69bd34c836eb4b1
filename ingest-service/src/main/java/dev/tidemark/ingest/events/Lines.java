package dev.tidemark.ingest.events;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Splits a stream into lines at `\n`, holding at most one line's worth of it.
final class Lines {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[64 << 10];
    private byte[] line = new byte[1 << 10];
    private int at;
    private int filled;
    private long number;

    /// One line.
    ///
    /// @param number    its place, from 1
    /// @param bytes     it, without its end; empty when it was too long
    /// @param isTooLong whether it had more bytes than a line may have
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Line(long number, byte[] bytes, boolean isTooLong) {}

    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// The next line that is not blank; null at the end.
    @Nullable
    Line next() throws IOException {
        while (true) {
            Line read = read();
            if (read == null || read.isTooLong || !isBlank(read.bytes)) {
                return read;
            }
        }
    }

    private @Nullable Line read() throws IOException {
        int length = 0;
        boolean isTooLong = false;
        while (true) {
            if (at == filled) {
                filled = Math.max(0, in.read(buffer));
                at = 0;
                if (filled == 0) {
                    return length == 0 && !isTooLong ? null : line(length, isTooLong);
                }
            }
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            isTooLong |= length + (end - at) > maxBytes;
            if (!isTooLong) {
                append(length, end);
                length += end - at;
            }
            boolean isWhole = end < filled;
            at = isWhole ? end + 1 : end;
            if (isWhole) {
                return line(length, isTooLong);
            }
        }
    }

    private void append(int length, int end) {
        int more = end - at;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(buffer, at, line, length, more);
    }

    private Line line(int length, boolean isTooLong) {
        number++;
        return new Line(number, isTooLong ? new byte[0] : Arrays.copyOf(line, length), isTooLong);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
