package dev.tidemark.ingest.validation;

import dev.tidemark.access.Problem;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.ingest.limits.LimitsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the native batch, `{"events": […]}`, in one pass: each event is decoded, judged, and remembered as the bytes
/// it is.
///
/// @param limits how many events there may be, and how large
/// @param rules  what each event must keep to
public record BatchReader(LimitsConfig.Body limits, Rules rules) {
    /// The batch that a body holds.
    ///
    /// @throws Problem 400 when it holds none, 413 when there are too many events
    public Batch read(JsonReader body) {
        return whole(body, this::readBatch);
    }

    /// The member `token` of a body, which calls that can carry no header put there.
    ///
    /// @throws Problem 400 when the body is no JSON object
    public static Optional<String> tokenIn(JsonReader body) {
        return whole(body, reader -> {
            Optional<String> token = Optional.empty();
            enterObject(reader);
            while (reader.nextMember()) {
                boolean isToken = reader.name().equals("token");
                JsonValue value = reader.value();
                if (isToken && value.kind() == Kind.TEXT) {
                    token = Optional.of(value.text());
                }
            }
            return token;
        });
    }

    /// Something read from a whole text.
    public interface Reading<T> {
        /// Reads it.
        T read(JsonReader reader) throws MalformedJsonException;
    }

    /// Reads a whole body.
    ///
    /// @throws Problem 400 when it is no JSON
    public static <T> T whole(JsonReader body, Reading<T> reading) {
        try {
            T result = reading.read(body);
            body.requireEnd();
            return result;
        } catch (MalformedJsonException notJson) {
            throw refusal(notJson);
        }
    }

    /// The refusal of a body that is no JSON.
    public static Problem refusal(MalformedJsonException notJson) {
        String what = "The body is not JSON: " + EventReader.describe(notJson) + ".";
        return switch (notJson.fault()) {
            case SYNTAX -> Problem.of(400, "invalid_json", what);
            case INVALID_UTF8 -> Problem.of(400, "invalid_utf8", what);
            case TOO_DEEP -> Problem.of(400, "too_deep", what);
        };
    }

    private Batch readBatch(JsonReader reader) throws MalformedJsonException {
        @Nullable List<Submission> submissions = null;
        boolean wantsReceipt = false;
        enterObject(reader);
        while (reader.nextMember()) {
            switch (reader.name()) {
                case "events" -> {
                    if (submissions != null || reader.kind() != Kind.ARRAY) {
                        throw notABatch();
                    }
                    submissions = readEvents(reader);
                }
                case "batch_id" -> wantsReceipt = reader.value().kind() != Kind.NULL;
                default -> reader.skip();
            }
        }
        if (submissions == null) {
            throw notABatch();
        }
        return new Batch(submissions, wantsReceipt);
    }

    private List<Submission> readEvents(JsonReader reader) throws MalformedJsonException {
        List<Submission> submissions = new ArrayList<>();
        reader.enterArray();
        while (reader.nextElement()) {
            if (submissions.size() == limits.events()) {
                throw tooMany(limits);
            }
            submissions.add(readEvent(reader));
        }
        return submissions;
    }

    private Submission readEvent(JsonReader reader) throws MalformedJsonException {
        Kind _ = reader.kind();
        int from = reader.position();
        Decoded decoded = EventReader.readNext(reader, limits.eventBytes());
        return rules.judge(decoded, new Slice(reader.text(), from, reader.position()), reader.lastNul() >= from);
    }

    /// Reads a text that is one event.
    ///
    /// @throws MalformedJsonException when it is no JSON
    public Submission readWhole(byte[] event) throws MalformedJsonException {
        JsonReader reader = new JsonReader(event, EventReader.MAX_DEPTH);
        Decoded decoded = EventReader.readNext(reader, limits.eventBytes());
        int to = reader.position();
        reader.requireEnd(); // before it is judged: what is no event must not take another's id
        return rules.judge(decoded, new Slice(event, 0, to), reader.lastNul() >= 0);
    }

    /// Reads an event that was rewritten into the native form from values known to be well-formed.
    public Submission readRewritten(byte[] event) {
        try {
            return readWhole(event);
        } catch (MalformedJsonException tooDeep) {
            throw refusal(tooDeep);
        }
    }

    /// Steps into the array that a body must be.
    ///
    /// @throws Problem 400 when it is none
    public static void enterArray(JsonReader reader) throws MalformedJsonException {
        if (reader.isAtEnd() || reader.kind() != Kind.ARRAY) {
            throw Problem.of(400, "invalid_request", "The body must be one JSON array of events.");
        }
        reader.enterArray();
    }

    /// Steps into the object that a body must be.
    ///
    /// @throws Problem 400 when it is none
    public static void enterObject(JsonReader reader) throws MalformedJsonException {
        if (reader.isAtEnd() || reader.kind() != Kind.OBJECT) {
            throw Problem.of(400, "invalid_request", "The body must be one JSON object.");
        }
        reader.enterObject();
    }

    /// The refusal of more events than a request may have.
    public static Problem tooMany(LimitsConfig.Body limits) {
        return Problem.of(
                413, "too_many_events", "A request has at most " + limits.events() + " events; send it in parts.");
    }

    private static Problem notABatch() {
        return Problem.of(400, "invalid_request", "The body must be one JSON object with one array named events.");
    }
}
