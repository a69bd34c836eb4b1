package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Undoes a body's `Content-Encoding`. A body that unfolds beyond its bounds is given up as soon as it does.
public final class Unpacking {
    private static final int FIRST = 64 << 10;

    private Unpacking() {}

    /// How a body is packed.
    public enum Encoding {
        /// As it is.
        IDENTITY,
        /// By RFC 1952.
        GZIP;

        /// The encoding of this name; none is identity.
        ///
        /// @throws Problem 415 when it is not known here
        public static Encoding named(@Nullable String name) {
            return switch (name == null ? "" : name.strip().toLowerCase(Locale.ROOT)) {
                case "", "identity" -> IDENTITY;
                case "gzip", "x-gzip" -> GZIP;
                default ->
                    throw Problem.of(415, "unsupported_encoding", "Content-Encoding must be gzip, identity or absent.");
            };
        }
    }

    /// The body unpacked; its share of memory is then that of both forms.
    ///
    /// @param most the most bytes that it may have unpacked
    /// @throws Problem 400 when it is not of this encoding, 413 when it is too large, 503 when there is no memory
    static Body unpack(Body body, Encoding encoding, int most) {
        return switch (encoding) {
            case IDENTITY -> body;
            case GZIP -> gunzip(body, most);
        };
    }

    private static Body gunzip(Body packed, int most) {
        byte[] bytes = new byte[0];
        int length = 0;
        try (InputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.bytes(), 0, packed.length()), FIRST)) {
            while (true) {
                if (length == bytes.length) {
                    int size = (int) Math.min(most + 1L, Math.max(FIRST, bytes.length * 2L));
                    packed.reservation().grow((long) size - bytes.length);
                    bytes = Arrays.copyOf(bytes, size);
                }
                int read = unpacked.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return new Body(bytes, length, packed.reservation());
                }
                length += read;
                if (length > most) {
                    throw Problem.of(
                            413,
                            "body_too_large",
                            "The body has more than " + most
                                    + " bytes after decompression; send fewer events in a request.");
                }
            }
        } catch (IOException notWhole) {
            throw Problem.of(400, "invalid_gzip", "The body says Content-Encoding: gzip, but is not whole gzip.");
        }
    }
}
