package dev.tidemark.bench.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.bench.Spread;
import dev.tidemark.bench.writer.Contender.Run;
import dev.tidemark.bench.writer.WriterReport.Measured;
import dev.tidemark.bench.writer.WriterReport.OfWorkload;
import org.junit.jupiter.api.Test;

class WriterReportTest {
    @Test
    void oursIsComparedRoundByRound() {
        Measured measured = Measured.nothingYet();
        measured.add(WriterReport.OURS, run(100));
        measured.add("Debezium", run(50));
        measured.add(WriterReport.OURS, run(300));
        measured.add("Debezium", run(100));

        OfWorkload report = OfWorkload.of(Workload.A, measured);

        assertThat(report.perSecond()).containsEntry("Debezium", new Spread(75, 50, 100));
        assertThat(report.ratioTo()).containsOnlyKeys("Debezium").containsEntry("Debezium", new Spread(2.5, 2, 3));
    }

    private static Run run(double perSecond) {
        return new Run(1, perSecond, new CpuTime.Shares(0, 0, 0, 0), 0);
    }
}
