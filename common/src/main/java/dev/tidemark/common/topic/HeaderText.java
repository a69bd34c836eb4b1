package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Headers as text. Any producer can write them, so they are read to a bounded length only.
final class HeaderText {
    private static final int MAX_BYTES = 4096;

    private HeaderText() {}

    /// The last header of this name, or null when there is none.
    ///
    /// @throws IllegalArgumentException when it is too long; the message names it
    static @Nullable String of(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        if (header.value().length > MAX_BYTES) {
            throw new IllegalArgumentException("header " + name + " has more than " + MAX_BYTES + " bytes");
        }
        return new String(header.value(), UTF_8);
    }

    /// The same.
    ///
    /// @throws IllegalArgumentException when there is none, too
    static String required(Headers headers, String name) {
        String text = of(headers, name);
        if (text == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return text;
    }
}
