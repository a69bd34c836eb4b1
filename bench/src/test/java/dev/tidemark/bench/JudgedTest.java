package dev.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgedTest {
    @Test
    void whatIsToBeAtLeastSoMuchMayBeJustThat() {
        assertThat(Judged.atLeast(5_000, 5_000)).isEqualTo(new Judged(5_000, ">= 5,000", true));
        assertThat(Judged.atLeast(5_000, 4_999.9).met()).isFalse();
    }

    @Test
    void whatIsToBeBelowMayNotBeThat() {
        assertThat(Judged.below(200, 200)).isEqualTo(new Judged(200, "< 200", false));
        assertThat(Judged.below(200, 199.9).met()).isTrue();
    }
}
