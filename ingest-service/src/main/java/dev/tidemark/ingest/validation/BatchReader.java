package dev.tidemark.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads the native batch, `{"events": […]}`, in one pass: each event is decoded, and remembered as the bytes it is.
public final class BatchReader {
    /// The most events in a request.
    static final int MAX_EVENTS = 5_000;
    /// The most bytes of one event.
    static final int MAX_EVENT_BYTES = 256 << 10;

    private BatchReader() {}

    /// The elements of `events` in their order.
    ///
    /// @throws Problem 400 when the body is not of that form, 413 when there are too many events
    public static List<Submission> read(byte[] body) {
        try (JsonParser parser = EventReader.parserOf(body)) {
            return readBatch(parser, body);
        } catch (StreamConstraintsException tooMuch) {
            throw Problem.of(
                    400,
                    "too_deep",
                    "The body nests deeper than " + EventReader.MAX_DEPTH
                            + " levels, or a name or number in it is too long.");
        } catch (JsonProcessingException notJson) {
            throw Problem.of(400, "invalid_json", "The body is not JSON: " + EventReader.place(notJson) + ".");
        } catch (IOException unreadable) {
            throw Problem.of(400, "invalid_json", "The body is not JSON.");
        }
    }

    private static List<Submission> readBatch(JsonParser parser, byte[] body) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notABatch();
        }
        List<Submission> submissions = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isEvents = parser.currentName().equals("events");
            JsonToken value = parser.nextToken();
            if (!isEvents) {
                parser.skipChildren();
            } else if (value == JsonToken.START_ARRAY && submissions == null) {
                submissions = readEvents(parser, body);
            } else {
                throw notABatch();
            }
        }
        if (submissions == null || parser.nextToken() != null) {
            throw notABatch();
        }
        return submissions;
    }

    private static List<Submission> readEvents(JsonParser parser, byte[] body) throws IOException {
        List<Submission> submissions = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (submissions.size() == MAX_EVENTS) {
                throw Problem.of(
                        413, "too_many_events", "A request has at most " + MAX_EVENTS + " events; send it in parts.");
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            Decoded decoded = EventReader.readNext(parser);
            int to = (int) parser.currentLocation().getByteOffset();
            submissions.add(submission(decoded, new Slice(body, from, to)));
        }
        return submissions;
    }

    private static Submission submission(Decoded decoded, Slice bytes) {
        return switch (decoded) {
            case Decoded.Unreadable unreadable ->
                new Submission.Rejected(
                        null, new Verdict.Rejected(unreadable.code().wireName(), unreadable.detail()));
            case Decoded.Valid valid
            when bytes.length() > MAX_EVENT_BYTES ->
                new Submission.Rejected(
                        valid.event().envelope().id().value(),
                        new Verdict.Rejected("event_too_large", "an event has at most " + MAX_EVENT_BYTES + " bytes"));
            case Decoded.Valid valid ->
                new Submission.Valid(
                        valid.event(), bytes, valid.event().envelope().user());
        };
    }

    private static Problem notABatch() {
        return Problem.of(400, "invalid_request", "The body must be one JSON object with one array named events.");
    }
}
