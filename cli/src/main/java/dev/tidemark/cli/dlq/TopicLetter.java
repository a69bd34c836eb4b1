package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.FailureHeaders;
import dev.tidemark.common.topic.Origin;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// One death, as it stands in the topic of dead letters. Any producer can write there, so nothing in it is trusted.
///
/// @param record the record
record TopicLetter(ConsumerRecord<byte[], byte[]> record) {
    private static final int LONGEST_HEADER = 4_096;

    /// Where its event was first delivered, or else where the record stands: what names the letter.
    String origin() {
        try {
            return Origin.parse(text(DeliveryHistory.ORIGIN)).toString();
        } catch (IllegalArgumentException none) {
            return new Origin(record.topic(), record.partition(), record.offset()).toString();
        }
    }

    Instant diedAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    String failure() {
        return text(FailureHeaders.FAILURE);
    }

    String detail() {
        return text(FailureHeaders.DETAIL);
    }

    String type() {
        return text(EventHeaders.TYPE);
    }

    String user() {
        return EventHeaders.userIn(record.headers()).map(UserId::value).orElse("");
    }

    /// As the API's list has it; what only the store knows is missing.
    ObjectNode summary() {
        ObjectNode json = Api.JSON.createObjectNode().put("origin", origin());
        put(json, "user", user());
        put(json, "session_id", text(EventHeaders.SUBJECT));
        put(json, "event_id", text(EventHeaders.ID));
        put(json, "type", type());
        putCause(json);
        put(json, "first_failed_at", text(DeliveryHistory.FIRST_FAILED_AT));
        json.put("last_failed_at", diedAt().toString());
        put(json, "writer", text(FailureHeaders.WRITER));
        return json.put("size", record.value() == null ? 0 : record.value().length);
    }

    /// With all that it carries, as the API has one letter.
    ObjectNode whole() {
        ObjectNode json = summary();
        json.set("payload", content(record.value()));
        json.set("key", content(record.key()));
        ArrayNode headers = json.putArray("headers");
        for (Header header : record.headers()) {
            ObjectNode one = headers.addObject().put("name", header.key());
            if (header.value() != null) {
                one.setAll(new Payload(header.value()).json());
            }
        }
        return json;
    }

    /// As the API has a death in a letter's history.
    ObjectNode death() {
        ObjectNode json = Api.JSON.createObjectNode().put("failed_at", diedAt().toString());
        putCause(json);
        put(json, "replay", text(DeliveryHistory.REPLAY));
        return json;
    }

    private void putCause(ObjectNode json) {
        put(json, "failure", failure());
        put(json, "detail", detail());
        put(json, "sql_state", text(FailureHeaders.SQL_STATE));
        String attempts = text(DeliveryHistory.ATTEMPT);
        json.put("attempts", attempts.matches("\\d{1,3}") ? Integer.parseInt(attempts) : 0);
    }

    private static void put(ObjectNode json, String name, String text) {
        json.put(name, text.isEmpty() ? null : text);
    }

    private static JsonNode content(byte @Nullable [] bytes) {
        return bytes == null ? Api.JSON.nullNode() : new Payload(bytes).json();
    }

    /// The last header of this name; empty when there is none.
    private String text(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(Arrays.copyOf(header.value(), Math.min(header.value().length, LONGEST_HEADER)), UTF_8);
    }
}
