package dev.tidemark.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenTest {
    private static final Map<String, Long> DUE = Map.of("a", 1_000_000L, "b", 2_000_000L);

    @Test
    void itCountsFromWhenThePostWasDue() {
        Seen seen = Seen.of(DUE, List.of(Map.of("a", 1_040_000L, "b", 2_090_000L)));

        assertThat(seen.seen()).isEqualTo(2);
        assertThat(seen.unseen()).isZero();
        assertThat(seen.millis().p50()).isCloseTo(40, within(0.1));
        assertThat(seen.millis().max()).isCloseTo(90, within(0.1));
    }

    @Test
    void whatOneObserverMissedIsUnseenAndCountsAsLate() {
        Seen seen = Seen.of(DUE, List.of(Map.of("a", 1_040_000L, "b", 2_090_000L), Map.of("a", 1_050_000L)));

        assertThat(seen.observers()).isEqualTo(2);
        assertThat(seen.seen()).isEqualTo(3);
        assertThat(seen.unseen()).isEqualTo(1);
        assertThat(seen.millis().max()).isCloseTo((double) Seen.NEVER.toMillis(), within(10.0));
    }

    @Test
    void whatWasSeenOfOthersIsNoMatter() {
        Seen seen = Seen.of(DUE, List.of(Map.of("a", 1_040_000L, "b", 2_090_000L, "earlier", 7L)));

        assertThat(seen.seen()).isEqualTo(2);
    }
}
