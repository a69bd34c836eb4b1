package dev.tidemark.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void itIsReadAsItIsWritten() {
        assertThat(Rate.of("20/1s burst 50")).isEqualTo(new Rate(20, Duration.ofSeconds(1), 50));
        assertThat(Rate.of("300/5m")).isEqualTo(new Rate(300, Duration.ofMinutes(5), 300));
        assertThat(Rate.of(" off ").isOff()).isTrue();
        for (String text : new String[] {"20/1s burst 50", "300/300s", "5/250ms", "off"}) {
            assertThat(Rate.of(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "0/1s", "20/0s", "-1/1s", "20/1d", "20/1s burst 0", "many"})
    void whatIsNoRateIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
