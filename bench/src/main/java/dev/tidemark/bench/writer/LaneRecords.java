package dev.tidemark.bench.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.writer.Heartbeats.Heartbeat;
import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.HeaderWriter;
import dev.tidemark.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Heartbeats as ingest puts them on the bulk lane: native JSON, the key of the session, all headers.
final class LaneRecords {
    private LaneRecords() {}

    static ProducerRecord<byte[], byte[]> of(Heartbeats heartbeats, Place place) {
        Heartbeat heartbeat = heartbeats.of(place.session(), place.lap());
        // Not a format: a backlog is millions of these.
        String value = "{\"id\":\"" + heartbeat.event() + "\",\"type\":\"session.heartbeat\",\"session_id\":\""
                + heartbeat.session() + "\",\"occurred_at\":\"" + heartbeat.occurredAt()
                + "\",\"data\":{\"repo_owner\":\"quarkusio\",\"repo_name\":\"quarkus\",\"pr_number\":"
                + heartbeat.pullRequest() + "}}";
        return record(heartbeat, value.getBytes(UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> record(Heartbeat heartbeat, byte[] value) {
        Event event =
                switch (EventReader.read(value)) {
                    case Decoded.Valid(Event valid) -> valid;
                    case Decoded.Unreadable unreadable -> throw new IllegalStateException(unreadable.detail());
                };
        UserId user = new UserId(heartbeat.user());
        return new ProducerRecord<>(
                Topics.of(Lane.BULK).name(),
                null,
                heartbeat.receivedAt().toEpochMilli(),
                EventKey.of(user, event.envelope()),
                value,
                new HeaderWriter(user, heartbeat.receivedAt(), null, null)
                        .headers(event.envelope(), event.type(), user, 0));
    }
}
