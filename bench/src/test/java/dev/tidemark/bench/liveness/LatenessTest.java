package dev.tidemark.bench.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.bench.liveness.Expiries.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");

    @Test
    void eachIsComparedWithItsOwnDeadline() {
        OpenSessions sessions = OpenSessions.silent(0, 10, SEVEN, Duration.ofSeconds(10));
        List<Expiry> expiries = IntStream.range(0, 10)
                .mapToObj(i -> SEVEN.plusSeconds(i).plusMillis(i == 3 ? 900 : 100))
                .map(found -> new Expiry(found, found.plusMillis(50)))
                .toList();

        Lateness lateness = Lateness.of(sessions, expiries);

        assertThat(lateness.found().p50()).isCloseTo(100, within(0.5));
        assertThat(lateness.found().max()).isCloseTo(900, within(0.5));
        assertThat(lateness.readable().max()).isCloseTo(950, within(0.5));
    }

    @Test
    void whatIsCutOffTheTimeOfARecordMakesItNotEarly() {
        OpenSessions sessions = OpenSessions.silent(0, 1, SEVEN.plusNanos(700_000), Duration.ZERO);

        Lateness lateness = Lateness.of(sessions, List.of(new Expiry(SEVEN, SEVEN.plusMillis(1))));

        assertThat(lateness.found().max()).isZero();
    }
}
