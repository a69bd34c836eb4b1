package dev.tidemark.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.common.event.EventReader;
import java.io.IOException;

/// One line of a file of events.
///
/// @param number its place in the file, from 1
/// @param json   its bytes
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record EventLine(long number, byte[] json) {
    /// As strict as ingest is with a whole request, in which an event stands two levels deep.
    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(EventReader.MAX_DEPTH - 2)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /// Whether the event says whom it is about.
    boolean namesUser() {
        try {
            return STRICT.readTree(json).hasNonNull("user");
        } catch (IOException notJson) {
            return false;
        }
    }

    /// Whether the line can stand in a request without breaking it for the others.
    boolean isJsonObject() {
        try {
            return STRICT.readTree(json).isObject();
        } catch (IOException notJson) {
            return false;
        }
    }
}
