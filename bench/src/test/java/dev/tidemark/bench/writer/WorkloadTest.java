package dev.tidemark.bench.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.bench.writer.Span.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
    @ParameterizedTest
    @EnumSource
    void everyWorkloadHasAsManyEventsAsWereAskedFor(Workload workload) {
        Span span = workload.span(8_000);

        assertThat(span.events()).isEqualTo(8_000);
        assertThat(span.places().count()).isEqualTo(8_000);
    }

    @Test
    void updatesComeToTheSessionsOfTheFirstWorkload() {
        assertThat(Workload.C.span(4_000).sessions())
                .isEqualTo(Workload.A.span(4_000).sessions());
        assertThat(Workload.C.span(4_000).firstLap())
                .isGreaterThan(Workload.A.span(4_000).lastLap());
    }

    @Test
    void lapsComeOneAfterTheOther() {
        assertThat(new Span(2, 1, 2).places())
                .containsExactly(new Place(0, 1), new Place(1, 1), new Place(0, 2), new Place(1, 2));
    }
}
