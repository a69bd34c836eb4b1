package dev.tidemark.bench.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.bench.writer.CpuTime.Shares;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void whatIsTakenAnywayIsNotTheirs() {
        Shares idle = new Shares(0.25, 0.125, 0, 1);
        Shares busy = new Shares(0.75, 0.375, 0.5, 1);

        assertThat(Cost.of(20_000, 60, busy, idle)).isEqualTo(new Cost(1_500, 750, 1_500));
    }
}
