package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;

/// Members of the API's objects as text for people; `-` where there is nothing.
final class Text {
    private Text() {}

    static String of(JsonNode object, String name) {
        return object.path(name).asText("-");
    }

    /// A time to the second.
    static String time(JsonNode object, String name) {
        return of(object, name).replaceFirst("\\.\\d+Z$", "Z");
    }
}
