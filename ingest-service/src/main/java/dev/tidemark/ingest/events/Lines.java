package dev.tidemark.ingest.events;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Splits a stream into lines at `\n`, holding at most one line's worth of it. It returns after every little that it
/// has
/// read, also when that was nothing of use, so that its caller can count what is consumed.
final class Lines {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[64 << 10];
    private byte[] line = new byte[1 << 10];
    private int length;
    private boolean isTooLong;
    private int at;
    private int filled;
    private long number;
    private long consumed;

    /// What came next.
    sealed interface Next {
        /// A line.
        ///
        /// @param number its place, from 1
        /// @param bytes  it, without its end
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Line(long number, byte[] bytes) implements Next {}

        /// A line of more bytes than a line may have, which is not kept.
        record TooLong(long number) implements Next {}

        /// Nothing yet: a blank line, or some of a long one.
        record Nothing() implements Next {}

        /// The end.
        record End() implements Next {}
    }

    private static final Next NOTHING = new Next.Nothing();
    private static final Next END = new Next.End();

    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// How many bytes were consumed so far, ends of lines, blank and too long ones included.
    long consumed() {
        return consumed;
    }

    Next next() throws IOException {
        if (at == filled) {
            filled = Math.max(0, in.read(buffer));
            at = 0;
            if (filled == 0) {
                return length == 0 && !isTooLong ? END : finished();
            }
        }
        int end = at;
        while (end < filled && buffer[end] != '\n') {
            end++;
        }
        isTooLong |= length + (end - at) > maxBytes;
        if (!isTooLong) {
            append(end);
        }
        boolean isWhole = end < filled;
        int to = isWhole ? end + 1 : end;
        consumed += to - at;
        at = to;
        return isWhole ? finished() : NOTHING;
    }

    private void append(int end) {
        int more = end - at;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(buffer, at, line, length, more);
        length += more;
    }

    private Next finished() {
        number++;
        byte[] bytes = Arrays.copyOf(line, length);
        boolean wasTooLong = isTooLong;
        length = 0;
        isTooLong = false;
        return wasTooLong ? new Next.TooLong(number) : isBlank(bytes) ? NOTHING : new Next.Line(number, bytes);
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
