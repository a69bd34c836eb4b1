package dev.tidemark.ingest.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A hash of a few texts, each kept apart from the next: the same whenever they are the same, and else another.
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Fingerprint of(String... parts) {
        Fingerprint fingerprint = new Fingerprint();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            fingerprint.digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            fingerprint.digest.update(bytes);
        }
        return fingerprint;
    }

    /// 32 hexadecimal digits.
    String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /// A number from 1 to 2^53 - 1, which every JSON reader holds exactly.
    long number() {
        return Math.max(1, ByteBuffer.wrap(digest.digest()).getLong() >>> 11);
    }
}
