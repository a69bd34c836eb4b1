package dev.tidemark.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLetterWindowTest {
    private final DeadLetterWindow window = new DeadLetterWindow();

    @Test
    void itFloodsWithMoreThan500DeadOf1000EventsFromAtLeast20Users() {
        IntStream.range(0, 500).forEach(i -> window.addDead("user-" + i % 20));
        assertThat(window.isFlooded()).isFalse();

        window.addDead("user-0");

        assertThat(window.isFlooded()).isTrue();
        assertThat(window.dead()).isEqualTo(501);
        assertThat(window.users()).isEqualTo(20);
    }

    @Test
    void nineteenUsersMayBeAtFaultThemselves() {
        IntStream.range(0, 5_000).forEach(i -> window.addDead("user-" + i % 19));

        assertThat(window.isFlooded()).isFalse();
        assertThat(window.dead()).isEqualTo(1_000);
    }

    @Test
    void whatIsMoreThan1000EventsAgoIsForgotten() {
        IntStream.range(0, 501).forEach(i -> window.addDead("user-" + i % 20));
        IntStream.range(0, 499).forEach(_ -> window.addAlive());
        assertThat(window.isFlooded()).isTrue();

        window.addAlive();

        assertThat(window.isFlooded()).isFalse();
        IntStream.range(0, 999).forEach(_ -> window.addAlive());
        assertThat(window.dead()).isZero();
        assertThat(window.users()).isZero();
    }

    @Test
    void aCopyLeavesTheOriginalAsItIs() {
        DeadLetterWindow copy = window.copy();
        IntStream.range(0, 600).forEach(i -> copy.addDead("user-" + i % 20));

        assertThat(copy.isFlooded()).isTrue();
        assertThat(window.isFlooded()).isFalse();
    }
}
