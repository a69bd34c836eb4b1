package dev.tidemark.common.event;

import dev.tidemark.common.event.Decoded.Code;
import dev.tidemark.common.event.Decoded.Unreadable;
import dev.tidemark.common.event.Decoded.Valid;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/// Reads native events. Both services read with this one class: ingest each object of a request, the writer each value
/// of a lane.
public final class EventReader {
    /// The deepest nesting of JSON that is read, in a request and in an event alike.
    public static final int MAX_DEPTH = 32;

    /// The most bytes of an event that ingest lets through.
    public static final int MAX_BYTES = 256 << 10;

    private static final String DATA = "data";

    private EventReader() {}

    /// Reads the value that begins here as one event, and steps past it whether it is one or not.
    ///
    /// @param maxBytes the most bytes that the event may have; what is larger costs no more than being stepped over
    /// @throws MalformedJsonException when the text is no JSON from here on, so that what follows cannot be read
    /// either
    public static Decoded readNext(JsonReader reader, int maxBytes) throws MalformedJsonException {
        if (reader.kind() != Kind.OBJECT) {
            reader.skip();
            return new Unreadable(Code.INVALID_JSON, "an event is a JSON object", null);
        }
        int from = reader.position();
        Members event = new Members("");
        Members data = null;
        reader.enterObject();
        while (reader.nextMember()) {
            String name = reader.name();
            if (name.equals(DATA) && data == null && reader.kind() == Kind.OBJECT) {
                data = Members.read(reader, "data.");
            } else {
                event.add(name, reader.value());
            }
        }
        return reader.position() - from > maxBytes
                ? new Unreadable(Code.TOO_LARGE, "an event has at most " + maxBytes + " bytes", idOf(event))
                : decode(event, data);
    }

    /// Reads a whole value as one event.
    public static Decoded read(byte[] value) {
        try {
            JsonReader reader = new JsonReader(value, MAX_DEPTH);
            Decoded decoded = readNext(reader, Integer.MAX_VALUE);
            reader.requireEnd();
            return decoded;
        } catch (MalformedJsonException notJson) {
            return new Unreadable(Code.INVALID_JSON, "not JSON: " + describe(notJson), null);
        }
    }

    /// What is wrong with a text and where, without any of its contents.
    public static String describe(MalformedJsonException notJson) {
        return switch (notJson.fault()) {
            case SYNTAX -> "it cannot be read at " + notJson.where();
            case INVALID_UTF8 -> "it is not valid UTF-8 at " + notJson.where();
            case TOO_DEEP -> "it nests deeper than " + MAX_DEPTH + " levels at " + notJson.where();
        };
    }

    private static Decoded decode(Members event, @Nullable Members data) {
        try {
            if (data == null && event.optional(DATA) != null) {
                throw new Flaw(Code.INVALID_FIELD, "data must be an object");
            }
            if (data != null && event.peek(DATA) != null) {
                throw new Flaw(Code.DUPLICATE_NAME, "the event has a name twice");
            }
            return new Valid(EventForm.of(event, data == null ? new Members("data.") : data));
        } catch (Flaw flaw) {
            return new Unreadable(flaw.code, flaw.detail, idOf(event));
        }
    }

    private static @Nullable EventId idOf(Members event) {
        JsonValue id = event.peek("id");
        if (id == null || id.kind() != Kind.TEXT || id.length() > Identifiers.MAX_LENGTH + 2) {
            return null;
        }
        return Identifiers.isValid(id.text()) ? new EventId(id.text()) : null;
    }
}
