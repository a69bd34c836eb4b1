package dev.tidemark.bench.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    @Test
    void aConnectionThatCameMeanwhileCountsWhole() {
        CpuTime before = new CpuTime(seconds(1), Map.of(1L, seconds(5), 2L, seconds(9)), seconds(1), seconds(1));
        CpuTime after = new CpuTime(seconds(2), Map.of(1L, seconds(6), 3L, seconds(2)), seconds(1), seconds(5));

        assertThat(after.since(before, 2)).isEqualTo(new CpuTime.Shares(0.5, 1.5, 0, 2));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
