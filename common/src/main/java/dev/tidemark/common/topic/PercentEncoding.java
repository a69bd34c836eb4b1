package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/// Percent-encoding of one path segment: all but the unreserved characters of RFC 3986, section 2.3.
final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                .chars()
                .forEach(c -> UNRESERVED[c] = true);
    }

    private PercentEncoding() {}

    static String encode(String text) {
        return isUnreserved(text) ? text : encodeBytes(text);
    }

    /// The same for an identifier of the contract's alphabet, of which only the colon is reserved.
    static String encodeIdentifier(String identifier) {
        return identifier.indexOf(':') < 0 ? identifier : identifier.replace(":", "%3A");
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128 || !isUnreserved((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String encodeBytes(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(UTF_8)) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    /// Undoes [#encode].
    ///
    /// @throws IllegalArgumentException when the text is not of that form
    static String decode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c < 128 && isUnreserved((byte) c)) {
                bytes.put((byte) c);
            } else {
                throw new IllegalArgumentException("not percent-encoded");
            }
        }
        try {
            return UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("not UTF-8 under its percent-encoding", notUtf8);
        }
    }

    private static boolean isUnreserved(byte b) {
        return b >= 0 && UNRESERVED[b];
    }
}
