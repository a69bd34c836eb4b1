package dev.tidemark.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    @Test
    void aSteadyPaceDoesNotWaitForSlowAnswers() {
        Pace pace = Pace.Steady.of(1_000, 50);

        assertThat(pace.next(100 * MS, 900 * MS)).isEqualTo(150 * MS);
    }

    @Test
    void atASteadyPaceTheClientsTakeTurns() {
        Pace pace = Pace.Steady.of(1_000, 50);

        assertThat(pace.first(0, 0, 50)).isZero();
        assertThat(pace.first(0, 1, 50)).isEqualTo(MS);
        assertThat(pace.first(0, 49, 50)).isEqualTo(49 * MS);
    }
}
