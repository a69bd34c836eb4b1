package dev.tidemark.writer.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.store.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Bytes in JSON: as text when they are text, else as base64.
///
/// @param text   the text
/// @param base64 the bytes that are none
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Content(@Nullable String text, @Nullable String base64) {
    /// These bytes.
    ///
    /// @param most how many at most; of a text no character is cut
    static Content of(Bytes bytes, int most) {
        byte[] all = bytes.array();
        String text = HeadersJson.text(all);
        if (all.length <= most) {
            return text != null ? new Content(text, null) : base64(all);
        }
        if (text == null) {
            return base64(Arrays.copyOf(all, most));
        }
        int end = most;
        while ((all[end] & 0xC0) == 0x80) {
            end--;
        }
        return new Content(new String(all, 0, end, UTF_8), null);
    }

    private static Content base64(byte[] bytes) {
        return new Content(null, Base64.getEncoder().encodeToString(bytes));
    }

    /// The bytes that an operator sent.
    ///
    /// @throws Problem 400 when it is not either of both
    Bytes bytes() {
        if (text != null && base64 == null && UTF_8.newEncoder().canEncode(text)) {
            return Bytes.of(text.getBytes(UTF_8));
        }
        if (base64 != null && text == null) {
            try {
                return Bytes.of(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException notBase64) {
                throw refusal();
            }
        }
        throw refusal();
    }

    private static Problem refusal() {
        return Problem.of(400, "invalid_request", "The payload is either a text or base64.");
    }
}
