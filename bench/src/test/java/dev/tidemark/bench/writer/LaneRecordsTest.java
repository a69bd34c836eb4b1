package dev.tidemark.bench.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.bench.writer.Heartbeats.Heartbeat;
import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.topic.EventHeaders;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneRecordsTest {
    @Test
    void theWriterCanReadThem() {
        Heartbeats heartbeats = new Heartbeats(Instant.parse("2026-11-21T07:00:00Z"));
        Heartbeat heartbeat = heartbeats.of(60_001, 2);

        var record = LaneRecords.of(heartbeats, new Place(60_001, 2));

        assertThat(new String(record.key(), UTF_8)).isEqualTo("user-10001/" + heartbeat.session());
        EventHeaders headers = EventHeaders.read(record.headers());
        assertThat(headers.user().value()).isEqualTo(heartbeat.user());
        assertThat(headers.receivedAt()).isEqualTo(heartbeat.receivedAt());
        assertThat(EventReader.read(record.value()))
                .isInstanceOfSatisfying(Decoded.Valid.class, valid -> assertThat(valid.event())
                        .isInstanceOfSatisfying(Event.SessionHeartbeat.class, event -> {
                            assertThat(event.attributes())
                                    .containsOnlyKeys("pr_number", "repo_name", "repo_owner")
                                    .containsEntry("pr_number", "3");
                            assertThat(event.envelope().occurredAt()).isEqualTo(heartbeat.occurredAt());
                        }));
    }
}
