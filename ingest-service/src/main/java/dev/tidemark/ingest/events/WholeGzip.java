package dev.tidemark.ingest.events;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Unpacks gzip, and takes nothing else after it: the JDK's own stream ends quietly at whatever is no further member.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952: GZIP file format</a>
final class WholeGzip extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;

    WholeGzip(InputStream packed) throws IOException {
        super(packed, 64 << 10);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0 && inf.getRemaining() > TRAILER_BYTES) {
            throw new ZipException("something follows the end of what was packed");
        }
        return read;
    }

    /// Leaves the packed stream open: who made it still asks how it ended.
    @Override
    public void close() {
        inf.end();
    }
}
