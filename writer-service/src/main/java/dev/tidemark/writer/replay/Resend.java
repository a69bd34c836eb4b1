package dev.tidemark.writer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.FailureHeaders;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import dev.tidemark.writer.kafka.RecordSize;
import dev.tidemark.writer.store.Bytes;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A letter as the record that is sent again: its own bytes or their edit, its own headers without what its death
/// added, and which replay it belongs to.
///
/// @param task the replay
record Resend(ReplayTask task) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// What a record costs beside its contents, and more.
    private static final int OVERHEAD = 1_024;

    ProducerRecord<byte[], byte[]> record(ReplayItem item) {
        Headers headers = headers(item.headers());
        put(headers, DeliveryHistory.ORIGIN, item.origin());
        put(headers, DeliveryHistory.REPLAY, task.id().toString());
        put(headers, DeliveryHistory.REPLAYS, Integer.toString(item.replays() + 1));
        return new ProducerRecord<>(
                topic(Origin.parse(item.origin())).name(), null, array(item.key()), array(item.value()), headers);
    }

    /// Whether its topic takes a record of that size, however badly it can be compressed.
    boolean isTooLarge(ReplayItem item, ProducerRecord<byte[], byte[]> record) {
        long size = OVERHEAD + RecordSize.of(record.key(), record.value(), record.headers());
        return size > topic(Origin.parse(item.origin())).maxBytes();
    }

    /// An expiry goes where only Tidemark writes; anything else, to the lane that was asked for, or the one that it
    /// came from; where that is none, to the one that may wait.
    private Topic topic(Origin origin) {
        if (origin.isExpiry()) {
            return Topics.EXPIRED;
        }
        return switch (task.lane()) {
            case "express" -> Topics.of(Lane.EXPRESS);
            case "bulk" -> Topics.of(Lane.BULK);
            default ->
                origin.topic().equals(Topics.of(Lane.EXPRESS).name()) ? Topics.of(Lane.EXPRESS) : Topics.of(Lane.BULK);
        };
    }

    private static Headers headers(String json) {
        Headers headers = new RecordHeaders();
        try {
            for (JsonNode header : JSON.readTree(json)) {
                String name = header.path("name").textValue();
                if (!DeliveryHistory.HEADERS.contains(name) && !FailureHeaders.ALL.contains(name)) {
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
