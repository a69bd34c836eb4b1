package dev.tidemark.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.cli.Failure;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
    @Test
    void theFiguresAfterTheWarmUpAreTheOnesThatCount() {
        String output = """
                Reading payloads from: /tmp/payloads.ndjson
                Number of records read: 20000
                Warmup first 1000 records. Steady state results will print after the complete test summary.
                In steady state.
                3000 records sent, 1500.000000 records/sec (0.43 MB/sec), 9.10 ms avg latency, 200.00 ms max latency, \
                2 ms 50th, 18 ms 95th, 90 ms 99th, 190 ms 99.9th.
                2000 steady state records sent, 3571.428571 records/sec (1.02 MB/sec), 4.50 ms avg latency, \
                40.00 ms max latency, 2 ms 50th, 9 ms 95th, 30 ms 99th, 39 ms 99.9th.
                """;

        assertThat(SteadyState.in(output)).isEqualTo(new SteadyState(2_000, 3_571.428571, 4.5));
    }

    @Test
    void aToolThatFailedIsNoFigure() {
        String output = "Exception in thread \"main\" org.apache.kafka.common.errors.TimeoutException";

        assertThatThrownBy(() -> SteadyState.in(output))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("TimeoutException");
    }

    @Test
    void aRunThatLostRecordsIsNoFigure() {
        SteadyState lossy = new SteadyState(1_999, 3_571.4, 4.5);

        assertThatThrownBy(() -> lossy.requireAll(2_000))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("only 1999");
    }
}
