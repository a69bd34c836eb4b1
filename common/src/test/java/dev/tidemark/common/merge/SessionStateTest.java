package dev.tidemark.common.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionStateTest {
    private static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");
    private static final Instant EIGHT = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private final SessionState started = received(SEVEN, "start", "session.started", "07:00:00", "{}");
    private final SessionState ended = received(EIGHT, "end", "session.ended", "07:59:00", "{}");
    private final SessionState heartbeat = received(EIGHT, "beat", "session.heartbeat", "07:59:00", "{}");

    @Test
    void aStartedSessionIsInProgress() {
        assertThat(started.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(started.heardMore()).isFalse();
    }

    @Test
    void anEndWithoutAStartIsACompletedSession() {
        assertThat(ended.status()).isEqualTo(Status.COMPLETED);
        assertThat(ended.startedAt()).isNull();
    }

    @Test
    void aSessionThatExpiredSinceItWasLastHeardOfIsAbandoned() {
        assertThat(started.merge(expired(SEVEN)).status()).isEqualTo(Status.ABANDONED);
    }

    @Test
    void anythingHeardAfterAnExpiryReopens() {
        assertThat(started.merge(expired(SEVEN)).merge(heartbeat).status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(started.merge(heartbeat).merge(expired(SEVEN)).status()).isEqualTo(Status.IN_PROGRESS);
    }

    @Test
    void aLateEndBeatsAnExpiryAndNothingReopensAnEnd() {
        assertThat(started.merge(expired(NINE)).merge(ended).status()).isEqualTo(Status.COMPLETED);
        assertThat(ended.merge(received(NINE, "late", "session.started", "09:00:00", "{}"))
                        .status())
                .isEqualTo(Status.COMPLETED);
    }

    @Test
    void theLatestEndWinsWhole() {
        SessionState later = received(
                EIGHT, "end2", "session.ended", "08:30:00", "{\"duration_seconds\": 7, \"reason\": \"closed\"}");

        End end = ended.merge(later).end();

        assertThat(end).isNotNull();
        assertThat(end.endedAt()).isEqualTo(Instant.parse("2026-11-21T08:30:00Z"));
        assertThat(end.version().value()).isEqualTo("{\"reason\": \"closed\", \"duration_seconds\": 7}");
    }

    @Test
    void ofTooManyAttributesTheSmallestNamesStayWhateverTheOrder() {
        SessionState many = IntStream.range(0, 100)
                .mapToObj(i -> received(
                        SEVEN, "e" + i, "session.heartbeat", "07:00:00", "{\"n%02d\": %d}".formatted(99 - i, i)))
                .reduce(SessionState::merge)
                .orElseThrow();

        assertThat(many.attributes().byName()).hasSize(SessionState.MAX_ATTRIBUTES);
        assertThat(many.attributes().byName().lastKey()).isEqualTo("n63");
    }

    private static SessionState expired(Instant lastReceivedAt) {
        return received(
                NINE, "expiry", "session.expired", "09:00:00", "{\"last_received_at\": \"" + lastReceivedAt + "\"}");
    }

    private static SessionState received(Instant at, String id, String type, String time, String data) {
        String json = """
                {"id": "%s", "type": "%s", "session_id": "s", "occurred_at": "2026-11-21T%sZ", "data": %s}""".formatted(id, type, time, data);
        return switch (EventReader.read(json.getBytes(UTF_8))) {
            case Decoded.Valid(Event event) -> SessionState.of(event, at);
            case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable);
        };
    }
}
