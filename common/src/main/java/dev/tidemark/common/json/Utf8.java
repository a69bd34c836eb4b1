package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Texts as UTF-8.
public final class Utf8 {
    private Utf8() {}

    /// How many bytes a text has, counted without making them where all of it is ASCII.
    public static int length(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(UTF_8).length;
            }
        }
        return text.length();
    }
}
