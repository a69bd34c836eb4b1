package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;

/// One line of a file of events.
///
/// @param number its place in the file, from 1
/// @param json   its bytes
/// @param form   what it is, as far as a request with other lines depends on it
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EventLine(long number, byte[] json, Form form) {
    /// What a line is.
    public enum Form {
        /// No JSON object: it would break a request for the others.
        BROKEN,
        /// An event that names no user.
        WITHOUT_USER,
        /// An event that names its user.
        WITH_USER
    }

    /// A line as it stands in the file, without its end.
    public static EventLine of(long number, String line) {
        byte[] json = line.getBytes(UTF_8);
        return new EventLine(number, json, formOf(json));
    }

    /// Reads as ingest reads a whole request, in which an event stands two levels deep.
    private static Form formOf(byte[] json) {
        JsonReader reader = new JsonReader(json, EventReader.MAX_DEPTH - 2);
        boolean namesUser = false;
        try {
            reader.enterObject();
            while (reader.nextMember()) {
                namesUser |= reader.name().equals("user") && reader.kind() != Kind.NULL;
                reader.skip();
            }
            reader.requireEnd();
        } catch (MalformedJsonException broken) {
            return Form.BROKEN;
        }
        return namesUser ? Form.WITH_USER : Form.WITHOUT_USER;
    }
}
