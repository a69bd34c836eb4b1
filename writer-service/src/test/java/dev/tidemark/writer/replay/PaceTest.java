package dev.tidemark.writer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void aSecondIsCutIntoPiecesThatKeepTheRate() {
        Pace pace = new Pace(500, 0);

        assertThat(pace.piece()).isEqualTo(50);
        assertThat(pace.waitBefore(50, 0)).isZero();
        assertThat(pace.waitBefore(50, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(pace.waitBefore(50, Duration.ofMillis(100).toNanos())).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aRateBelowItsPiecesIsKeptToo() {
        Pace pace = new Pace(1, 0);

        assertThat(pace.piece()).isOne();
        assertThat(pace.waitBefore(1, 0)).isZero();
        assertThat(pace.waitBefore(1, 0)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatWasNotSentInTimeIsNotMadeUpFor() {
        Pace pace = new Pace(10, 0);
        Duration late = Duration.ofSeconds(5);

        assertThat(pace.waitBefore(1, late.toNanos())).isZero();
        assertThat(pace.waitBefore(1, late.toNanos())).isEqualTo(Duration.ofMillis(100));
    }
}
