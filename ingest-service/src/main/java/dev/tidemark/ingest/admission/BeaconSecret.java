package dev.tidemark.ingest.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// By what beacon tokens are signed. It never shows itself.
///
/// @param text the secret
public record BeaconSecret(String text) {
    private static final int SHORTEST = 32;

    public BeaconSecret {
        if (text.length() < SHORTEST) {
            throw new IllegalArgumentException("one of them is shorter than " + SHORTEST + " characters");
        }
    }

    /// Reads one.
    ///
    /// @throws IllegalArgumentException when it is too short
    public static BeaconSecret of(String text) {
        return new BeaconSecret(text.strip());
    }

    SecretKey key() {
        return new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256");
    }

    @Override
    public String toString() {
        return "BeaconSecret[…]";
    }
}
