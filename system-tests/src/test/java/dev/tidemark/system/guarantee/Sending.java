package dev.tidemark.system.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.HeaderWriter;
import dev.tidemark.common.topic.Topics;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What goes to a lane, with the key and the headers that ingest would give it.
///
/// @param lane       which
/// @param user       whom it is about
/// @param envelope   what its headers say of it
/// @param type       the type that its headers say
/// @param receivedAt when ingest would have received it
/// @param text       its value
/// @param event      the event that it is; nothing when it is poison
record Sending(
        Lane lane,
        UserId user,
        Envelope envelope,
        EventType type,
        Instant receivedAt,
        String text,
        Optional<Event> event) {
    boolean isPoison() {
        return event.isEmpty();
    }

    ProducerRecord<byte[], byte[]> toRecord() {
        return new ProducerRecord<>(
                Topics.of(lane).name(),
                null,
                receivedAt.toEpochMilli(),
                EventKey.of(user, envelope),
                text.getBytes(UTF_8),
                new HeaderWriter(user, receivedAt, null, null).headers(envelope, type, user, 0));
    }
}
