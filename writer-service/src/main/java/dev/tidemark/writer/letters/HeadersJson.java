package dev.tidemark.writer.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The headers of a record as JSON, all of them and in their order: text where they are text, base64 where not.
final class HeadersJson {
    private HeadersJson() {}

    static String of(Headers headers) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Header header : headers) {
            ObjectNode one = all.addObject().put("name", header.key().replace('\u0000', '\uFFFD'));
            if (header.value() != null) {
                String text = text(header.value());
                // No JSON in PostgreSQL has a U+0000.
                if (text != null && text.indexOf('\u0000') < 0) {
                    one.put("text", text);
                } else {
                    one.put("base64", header.value());
                }
            }
        }
        return all.toString();
    }

    /// Bytes as the text that they are; null when they are none.
    static @Nullable String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
