package dev.tidemark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;

/// JSON in a line of its own, of printable ASCII alone: no locale can spoil it, and no terminal be harmed by it.
public final class JsonLine {
    private static final ObjectWriter WRITER =
            Api.JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

    private JsonLine() {}

    /// A value as such a line, without its end.
    public static String of(JsonNode value) {
        try {
            return Terminal.safe(WRITER.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree is always JSON", impossible);
        }
    }
}
