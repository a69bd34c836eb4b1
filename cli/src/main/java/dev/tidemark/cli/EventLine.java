package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.common.event.EventReader;
import java.io.IOException;

/// One line of a file of events.
///
/// @param number its place in the file, from 1
/// @param json   its bytes
/// @param form   what it is, as far as a request with other lines depends on it
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record EventLine(long number, byte[] json, Form form) {
    /// As strict as ingest is with a whole request, in which an event stands two levels deep.
    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(EventReader.MAX_DEPTH - 2)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /// What a line is.
    enum Form {
        /// No JSON object: it would break a request for the others.
        BROKEN,
        /// An event that names no user.
        WITHOUT_USER,
        /// An event that names its user.
        WITH_USER
    }

    static EventLine of(long number, String line) {
        byte[] json = line.getBytes(UTF_8);
        return new EventLine(number, json, formOf(json));
    }

    private static Form formOf(byte[] json) {
        try {
            JsonNode event = STRICT.readTree(json);
            if (!event.isObject()) {
                return Form.BROKEN;
            }
            return event.hasNonNull("user") ? Form.WITH_USER : Form.WITHOUT_USER;
        } catch (IOException notJson) {
            return Form.BROKEN;
        }
    }
}
