package dev.tidemark.ingest.admission;

import com.google.common.base.Utf8;
import com.google.common.io.ByteStreams;
import dev.tidemark.access.Problem;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Reads request bodies within their bounds.
@ApplicationScoped
public class Bodies {
    private final Limits limits;

    Bodies(Limits limits) {
        this.limits = limits;
    }

    /// How large a body may be.
    @ConfigMapping(prefix = "tidemark.limits.body")
    interface Limits {
        /// The most bytes of a body on the wire. More memory is held per request the higher this is.
        @WithDefault("8388608")
        int wireBytes();

        /// The most bytes of a body after decompression, against small bodies that unfold into huge ones.
        @WithDefault("33554432")
        int decompressedBytes();
    }

    /// A body's bytes, decompressed, valid UTF-8.
    ///
    /// @param encoding its `Content-Encoding`: none, `identity` or `gzip`
    /// @throws Problem 400, 413 or 415 when it is not within its bounds
    public byte[] read(InputStream body, @Nullable String encoding) {
        byte[] bytes = decompress(readWire(body), encoding);
        if (!Utf8.isWellFormed(bytes)) {
            throw Problem.of(400, "invalid_utf8", "The body is not valid UTF-8; encode it as UTF-8.");
        }
        return bytes;
    }

    private byte[] decompress(byte[] bytes, @Nullable String encoding) {
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> bytes;
            case "gzip" -> gunzip(bytes);
            default ->
                throw Problem.of(415, "unsupported_encoding", "Content-Encoding must be gzip, identity or absent.");
        };
    }

    private byte[] gunzip(byte[] bytes) {
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return readBounded(unzipped, limits.decompressedBytes(), "after decompression");
        } catch (IOException notWhole) {
            throw Problem.of(400, "invalid_gzip", "The body says Content-Encoding: gzip, but is not whole gzip.");
        }
    }

    private byte[] readWire(InputStream body) {
        try {
            return readBounded(body, limits.wireBytes(), "on the wire");
        } catch (IOException broken) {
            throw Problem.of(400, "unreadable_body", "The body could not be read to its end.");
        }
    }

    private static byte[] readBounded(InputStream in, int most, String where) throws IOException {
        byte[] bytes = ByteStreams.limit(in, most + 1L).readAllBytes();
        if (bytes.length > most) {
            throw Problem.of(
                    413,
                    "body_too_large",
                    "The body has more than " + most + " bytes " + where + "; send fewer events in a request.");
        }
        return bytes;
    }
}
