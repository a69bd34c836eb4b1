package dev.tidemark.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.page.PageReport.Goal;
import dev.tidemark.bench.page.PageReport.Ramp;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageReportTest {
    private static final Millis FAST = new Millis(100, 400, 600);

    @Test
    void aRampTellsTheLastThatHeldAndTheFirstThatBroke() {
        Ramp ramp = Ramp.of(outcome("5,000", true), List.of(outcome("7,500", true), outcome("10,000", false)));

        assertThat(ramp.held()).isEqualTo("7,500");
        assertThat(ramp.broke()).isEqualTo("10,000");
    }

    @Test
    void whatNeverBrokeHasNoBound() {
        Ramp ramp = Ramp.of(outcome("5,000", true), List.of(outcome("7,500", true)));

        assertThat(ramp.held()).isEqualTo("7,500");
        assertThat(ramp.broke()).isNull();
    }

    @Test
    void whatIsBrokenFromTheBeginningIsLowered() {
        Ramp ramp = Ramp.of(outcome("5,000", false), List.of(outcome("2,500", false), outcome("1,250", true)));

        assertThat(ramp.held()).isEqualTo("1,250");
        assertThat(ramp.broke()).isEqualTo("2,500");
    }

    @Test
    void pageAndSubscribersHaveGoalsOfTheirOwn() {
        List<Goal> goals = Goal.of(outcome("loaded", true));

        assertThat(goals).hasSize(1).allSatisfy(goal -> {
            assertThat(goal.what()).isEqualTo("loaded: page");
            assertThat(goal.p50().met()).isTrue();
            assertThat(goal.p99().met()).isTrue();
        });
    }

    private static Outcome outcome(String what, boolean held) {
        return new Outcome(
                what,
                100,
                15,
                300,
                FAST,
                new Seen(1, 300, 0, FAST),
                null,
                new Rates(5_000, 5_000, 5_000),
                5,
                1e6,
                new Processors.Shares(0, 0, 0, 0, 0, 0),
                1L << 28,
                held ? List.of() : List.of("p99 of the page is 700 ms"));
    }
}
