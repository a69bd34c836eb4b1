package dev.tidemark.writer.settle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.json.UnstorableJsonException;
import dev.tidemark.common.merge.End;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Batch.SessionKey;
import dev.tidemark.writer.store.SessionRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A session's committed row as it is announced: everything that the algebra needs to join it with other
/// announcements, so that their duplicates and order do not matter. JSON, with times in microseconds since 1970, the
/// attributes' values by name, and their versions by name. Later versions may add members; what a reader does not
/// know it passes over.
///
/// @param row the row
public record SessionChange(SessionRow row) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 1024;

    /// The record that announces it.
    public ProducerRecord<byte[], byte[]> toRecord() {
        return new ProducerRecord<>(
                Topics.SESSION_CHANGES.name(),
                EventKey.of(row.key().user(), row.key().session()),
                toJson());
    }

    /// Reads one.
    ///
    /// @param key   of its record
    /// @param value of its record
    /// @throws IllegalArgumentException when it is not what writers announce
    public static SessionChange read(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null) {
            throw new IllegalArgumentException("it has no key or no value");
        }
        SessionKey session = new SessionKey(EventKey.userOf(key), EventKey.sessionOf(key));
        try {
            return new SessionChange(SessionChangeReader.read(session, value));
        } catch (MalformedJsonException | UnstorableJsonException | ArithmeticException notAnnounced) {
            throw new IllegalArgumentException("it is not the JSON of a session", notAnnounced);
        }
    }

    private byte[] toJson() {
        SessionState state = row.bare();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("user_id", row.key().user().value());
            json.writeStringField("session_id", row.key().session().value());
            json.writeStringField("status", state.status().label());
            writeTime(json, "started_at", state.startedAt());
            writeTime(json, "first_seen_at", state.firstSeenAt());
            writeTime(json, "last_seen_at", state.lastSeenAt());
            writeTime(json, "last_received_at", state.lastReceivedAt());
            writeTime(json, "expired_at_received", state.expiredAtReceived());
            json.writeBooleanField("heard_more", state.heardMore());
            writeEnd(json, state.end());
            json.writeFieldName("attributes");
            json.writeRawValue(row.attributes().values());
            json.writeFieldName("attribute_versions");
            json.writeRawValue(row.attributes().versions());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written to", impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeEnd(JsonGenerator json, @Nullable End end) throws IOException {
        if (end == null) {
            return;
        }
        json.writeObjectFieldStart("end");
        writeTime(json, "ended_at", end.endedAt());
        writeTime(json, "occurred_at", end.version().occurredAt());
        json.writeStringField("event_id", end.version().event().value());
        json.writeFieldName("value");
        json.writeRawValue(end.version().value());
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeNumberField(name, EventTime.toMicros(time));
        }
    }
}
