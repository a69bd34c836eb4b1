package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Reads one HTTP answer at a time, as little of it as tells whether all events were accepted.
final class Answer {
    private static final String LENGTH = "\r\ncontent-length: ";

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 << 10);

    /// Reads the next answer whole.
    ///
    /// @throws IOException when there is none, or it is none that this can read
    String read(ReadableByteChannel channel) throws IOException {
        bytes.clear();
        int whole = -1;
        while (whole < 0 || bytes.position() < whole) {
            if (channel.read(bytes) <= 0) {
                throw new EOFException("the connection ended within an answer: " + text());
            }
            if (whole < 0) {
                whole = length(text());
            }
        }
        return text();
    }

    /// Whether an answer says that this many events, and so all, are durable.
    static boolean isAcceptanceOf(int events, String answer) {
        return answer.startsWith("HTTP/1.1 202 ")
                && answer.contains("\"accepted\":" + events + ",\"rejected\":0,\"retry\":0,");
    }

    /// How many bytes the answer has that begins thus; -1 when that is not known yet.
    static int length(String beginning) throws IOException {
        int headEnd = beginning.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return -1;
        }
        int at = -1;
        for (int line = 0; at < 0; line++) {
            line = beginning.indexOf("\r\n", line);
            if (line < 0 || line >= headEnd) {
                throw new IOException("an answer without Content-Length: " + beginning);
            }
            at = beginning.regionMatches(true, line, LENGTH, 0, LENGTH.length()) ? line + LENGTH.length() : -1;
        }
        return headEnd + 4 + Integer.parseInt(beginning, at, beginning.indexOf('\r', at), 10);
    }

    private String text() {
        byte[] read = new byte[bytes.position()];
        bytes.get(0, read);
        return new String(read, UTF_8);
    }
}
