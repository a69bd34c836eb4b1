package dev.tidemark.bench.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.topic.EventKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {
    private static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");

    @Test
    void whoHasJustStartedHasHoursLeft() throws IOException {
        OpenSessions sessions = OpenSessions.started(0, 10, SEVEN);

        assertThat(sessions.deadline(9)).isEqualTo("2026-11-21T15:00:00Z");
        assertThat(json(sessions, 9).path("heard_more").booleanValue()).isFalse();
    }

    @Test
    void whoIsSilentIsDueWhenItIsWanted() throws IOException {
        OpenSessions sessions = OpenSessions.silent(10, 1_000, SEVEN, Duration.ofMinutes(1));

        assertThat(sessions.deadline(0)).isEqualTo(SEVEN);
        assertThat(sessions.deadline(500)).isEqualTo("2026-11-21T07:00:30Z");
        JsonNode announced = json(sessions, 500);
        assertThat(announced.path("heard_more").booleanValue()).isTrue();
        assertThat(announced.path("last_received_at").longValue())
                .isEqualTo(micros(Instant.parse("2026-11-21T06:45:30Z")));
    }

    @Test
    void anAnnouncementIsOfTheSessionOfItsKey() throws IOException {
        OpenSessions sessions = OpenSessions.silent(7, 3, SEVEN, Duration.ZERO);

        ProducerRecord<byte[], byte[]> record = sessions.announcement(2);
        JsonNode announced = json(sessions, 2);

        assertThat(record.topic()).isEqualTo("tidemark.session-changes");
        assertThat(EventKey.userOf(record.key()).value())
                .isEqualTo(announced.path("user_id").textValue())
                .isEqualTo("user-9");
        assertThat(EventKey.sessionOf(record.key()).value())
                .isEqualTo(announced.path("session_id").textValue());
        assertThat(sessions.keys()).hasSize(3).last().isEqualTo(new String(record.key(), UTF_8));
    }

    @Test
    void everyAttributeHasAVersion() throws IOException {
        OpenSessions sessions = OpenSessions.started(0, 1, SEVEN);

        JsonNode announced = json(sessions, 0);

        assertThat(announced.path("attributes").properties()).hasSize(3).allSatisfy(attribute -> assertThat(announced
                        .path("attribute_versions")
                        .path(attribute.getKey())
                        .textValue())
                .isEqualTo(announced.path("started_at").longValue() + " "
                        + announced.path("session_id").textValue() + "-0"));
    }

    private static long micros(Instant time) {
        return time.toEpochMilli() * 1_000;
    }

    private static JsonNode json(OpenSessions sessions, long index) throws IOException {
        return new ObjectMapper().readTree(sessions.announcement(index).value());
    }
}
