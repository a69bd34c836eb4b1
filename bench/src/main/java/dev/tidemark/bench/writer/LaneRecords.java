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

/// Events as ingest puts them on the bulk lane: native JSON, the key of the session, all headers.
public final class LaneRecords {
    private LaneRecords() {}

    /// A heartbeat.
    static ProducerRecord<byte[], byte[]> of(Heartbeats heartbeats, Place place) {
        return of(heartbeats.of(place.session(), place.lap()));
    }

    /// A heartbeat.
    public static ProducerRecord<byte[], byte[]> of(Heartbeat heartbeat) {
        // Not a format: a backlog is millions of these.
        String value = "{\"id\":\"" + heartbeat.event() + "\",\"type\":\"session.heartbeat\",\"session_id\":\""
                + heartbeat.session() + "\",\"occurred_at\":\"" + heartbeat.occurredAt()
                + "\",\"data\":{\"repo_owner\":\"quarkusio\",\"repo_name\":\"quarkus\",\"pr_number\":"
                + heartbeat.pullRequest() + "}}";
        return of(heartbeat, value);
    }

    /// Another event of its session.
    ///
    /// @param json the event
    public static ProducerRecord<byte[], byte[]> of(Heartbeat heartbeat, String json) {
        byte[] value = json.getBytes(UTF_8);
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
