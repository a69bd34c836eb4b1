package dev.tidemark.writer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.store.Bytes;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A letter as the record that goes on a lane again: its own bytes or their edit, its own headers without what its death
/// added, and which replay it belongs to.
///
/// @param task the replay
record Resend(ReplayTask task) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// What deaths and replays add.
    private static final Set<String> ADDED = Set.of(
            DeliveryHistory.ATTEMPT,
            DeliveryHistory.NOT_BEFORE,
            DeliveryHistory.FIRST_FAILED_AT,
            DeliveryHistory.ORIGIN,
            DeliveryHistory.REPLAY,
            DeliveryHistory.REPLAYS,
            "tm_failure",
            "tm_detail",
            "tm_sql_state",
            "tm_failed_at",
            "tm_writer",
            "tm_left_out");

    ProducerRecord<byte[], byte[]> record(ReplayItem item) {
        Headers headers = headers(item.headers());
        put(headers, DeliveryHistory.ORIGIN, item.origin());
        put(headers, DeliveryHistory.REPLAY, task.id().toString());
        put(headers, DeliveryHistory.REPLAYS, Integer.toString(item.replays() + 1));
        return new ProducerRecord<>(
                Topics.of(lane(item.origin())).name(), null, array(item.key()), array(item.value()), headers);
    }

    /// The lane that was asked for, or the one that the letter came from; where that is none, the one that waits.
    private Lane lane(String origin) {
        return switch (task.lane()) {
            case "express" -> Lane.EXPRESS;
            case "bulk" -> Lane.BULK;
            default ->
                Origin.parse(origin).topic().equals(Topics.of(Lane.EXPRESS).name()) ? Lane.EXPRESS : Lane.BULK;
        };
    }

    private static Headers headers(String json) {
        Headers headers = new RecordHeaders();
        try {
            for (JsonNode header : JSON.readTree(json)) {
                String name = header.path("name").textValue();
                if (!ADDED.contains(name)) {
                    headers.add(name, value(header));
                }
            }
            return headers;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the store holds headers that are no JSON", impossible);
        }
    }

    private static byte @Nullable [] value(JsonNode header) {
        try {
            return header.has("base64")
                    ? header.get("base64").binaryValue()
                    : header.has("text") ? header.get("text").textValue().getBytes(UTF_8) : null;
        } catch (IOException impossible) {
            throw new UncheckedIOException("the store holds a header that is no base64", impossible);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static byte @Nullable [] array(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.array();
    }
}
