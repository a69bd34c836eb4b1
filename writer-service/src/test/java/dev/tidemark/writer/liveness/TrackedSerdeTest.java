package dev.tidemark.writer.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.RandomHistory;
import dev.tidemark.common.merge.SessionState;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/// What is remembered comes back as it was.
class TrackedSerdeTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-21T07:00:01.000001Z");

    private final Serde<Tracked> serde = TrackedSerde.serde();

    @Test
    void whatIsRememberedComesBack() {
        long seed = Long.getLong("tidemark.seed", System.nanoTime());
        RandomHistory histories = new RandomHistory(seed);
        for (int i = 0; i < 500; i++) {
            SessionState state = histories.next().stream()
                    .map(event -> SessionState.of(event, RECEIVED))
                    .reduce(SessionState::merge)
                    .orElseThrow();
            Tracked plain = Tracked.of(state);
            Tracked cut = new Tracked(plain.state(), "Zürich", RECEIVED);

            assertThat(back(plain)).as("-Dtidemark.seed=%d", seed).isEqualTo(plain);
            assertThat(back(cut)).as("-Dtidemark.seed=%d", seed).isEqualTo(cut);
        }
    }

    private Tracked back(Tracked tracked) {
        return serde.deserializer().deserialize("any", serde.serializer().serialize("any", tracked));
    }
}
