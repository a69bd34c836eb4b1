package dev.tidemark.bench.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private final Heartbeats heartbeats = new Heartbeats(Instant.parse("2026-11-21T07:00:00Z"));

    @Test
    void aSessionHasTheIdThatPostgresMakesOfItsNumber() {
        assertThat(Heartbeats.sessionId(0)).isEqualTo("2fad5b74-64f7-758e-83e4-d801b2af1879");
    }

    @Test
    void everyLapIsLaterThanAllOfTheOneBefore() {
        assertThat(heartbeats.of(999, 3).occurredAt()).isBefore(heartbeats.lap(4));
        assertThat(heartbeats.of(1_000, 4).occurredAt()).isEqualTo(heartbeats.lap(4));
    }

    @Test
    void aSessionSaysSomethingNewInEachLap() {
        assertThat(heartbeats.of(7, 1)).isNotEqualTo(heartbeats.of(7, 0));
        assertThat(heartbeats.of(7, 1).session()).isEqualTo(heartbeats.of(7, 0).session());
    }
}
