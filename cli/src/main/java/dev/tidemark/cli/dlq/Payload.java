package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes that a letter carries. In the API's JSON they are `{"text": …}` when they are text, else `{"base64": …}`.
///
/// @param bytes they themselves
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Payload(byte[] bytes) {
    /// What the API says they are; null when it says that there are none.
    static @Nullable Payload of(JsonNode content) {
        try {
            if (content.hasNonNull("text")) {
                return new Payload(content.path("text").asText().getBytes(UTF_8));
            }
            return content.hasNonNull("base64")
                    ? new Payload(content.path("base64").binaryValue())
                    : null;
        } catch (IOException notBase64) {
            throw new UncheckedIOException("the writer answers no base64", notBase64);
        }
    }

    /// The text that they are, if they are any.
    Optional<String> text() {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /// They in the API's JSON.
    ObjectNode json() {
        ObjectNode json = Api.JSON.createObjectNode();
        text().ifPresentOrElse(text -> json.put("text", text), () -> json.put("base64", bytes));
        return json;
    }
}
