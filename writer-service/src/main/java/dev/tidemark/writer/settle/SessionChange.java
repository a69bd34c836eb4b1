package dev.tidemark.writer.settle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.merge.End;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.store.SessionRow;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A session's committed row as it is announced: everything that the algebra needs to join it with other announcements,
/// so that their duplicates and order do not matter.
///
/// @param row the row
record SessionChange(SessionRow row) {
    ProducerRecord<byte[], byte[]> toRecord() {
        return new ProducerRecord<>(
                Topics.SESSION_CHANGES.name(),
                EventKey.of(row.key().user(), row.key().session()),
                toJson().toString().getBytes(UTF_8));
    }

    private ObjectNode toJson() {
        SessionState state = row.state();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("user_id", row.key().user().value());
        json.put("session_id", row.key().session().value());
        json.put("status", state.status().label());
        putTime(json, "started_at", state.startedAt());
        putTime(json, "first_seen_at", state.firstSeenAt());
        putTime(json, "last_seen_at", state.lastSeenAt());
        putTime(json, "last_received_at", state.lastReceivedAt());
        putTime(json, "expired_at_received", state.expiredAtReceived());
        json.put("heard_more", state.heardMore());
        End end = state.end();
        if (end != null) {
            ObjectNode ending = json.putObject("end");
            putTime(ending, "ended_at", end.endedAt());
            putTime(ending, "occurred_at", end.version().occurredAt());
            ending.put("event_id", end.version().event().value());
            ending.putRawValue("value", new RawValue(end.version().value()));
        }
        ObjectNode attributes = json.putObject("attributes");
        state.attributes().byName().forEach((name, version) -> attributes
                .putObject(name)
                .put("at", EventTime.toMicros(version.occurredAt()))
                .put("event_id", version.event().value())
                .putRawValue("value", new RawValue(version.value())));
        return json;
    }

    private static void putTime(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }
}
