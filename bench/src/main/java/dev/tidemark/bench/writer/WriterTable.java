package dev.tidemark.bench.writer;

import static dev.tidemark.bench.PlainTable.megabytes;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.writer.Contender.Run;
import dev.tidemark.bench.writer.WriterReport.Conditions;
import dev.tidemark.bench.writer.WriterReport.Memory;
import dev.tidemark.bench.writer.WriterReport.OfWorkload;
import java.util.List;

/// A report for people.
record WriterTable(PlainTable table) {
    void print(WriterReport report) {
        conditions(report.conditions());
        for (OfWorkload workload : report.workloads()) {
            figures(workload);
        }
        for (OfWorkload workload : report.workloads()) {
            processors(workload);
        }
        memory(report.memoryAfter());
        table.out().flush();
    }

    void print(ExpressReport report) {
        table.line(
                "%,d bulk events queued, written in %.1f s (%,.0f records/s); %,d starts and ends meanwhile",
                report.backlog(), report.seconds(), report.backlog() / report.seconds(), report.posted());
        liveness(report.liveness());
        table.line("");
        table.row("milliseconds", "p50", "p99", "max");
        latency("from POST to the answer", report.answered());
        latency("from POST to the row", report.visible());
        table.line("");
        table.row("memory of the writer, MB", megabytes(report.writerResidentBytes()));
        table.out().flush();
    }

    private void latency(String what, Millis millis) {
        table.numbers(what, "%,.1f", millis.p50(), millis.p99(), millis.max());
    }

    private void conditions(Conditions conditions) {
        table.line("%d cores, JDK %s", conditions.cores(), conditions.jdk());
        table.line(
                "%,d events a workload, %,d sessions before; %d rounds",
                conditions.events(), conditions.sessionsBefore(), conditions.rounds());
        liveness(conditions.liveness());
        table.line("");
    }

    private void liveness(boolean on) {
        if (on) {
            table.line("the writer finds abandoned sessions and sums up minutes meanwhile");
        }
    }

    private void figures(OfWorkload workload) {
        table.row("(" + workload.workload() + ") " + workload.description(), "");
        table.row("records/s", "median", "min", "max");
        workload.perSecond().forEach((contender, spread) -> table.spread("  " + contender, "%,.0f", spread));
        workload.ratioTo().forEach((contender, spread) -> table.spread("  ours to " + contender, "%,.2f", spread));
        table.line("");
    }

    private void processors(OfWorkload workload) {
        table.row(
                "processors taken, (" + workload.workload() + "), last round",
                "contender",
                "PostgreSQL",
                "Kafka",
                "bench");
        workload.rounds()
                .forEach((contender, runs) ->
                        shares("  " + contender, runs.getLast().cpu()));
        List<Run> ours = workload.rounds().getOrDefault(WriterReport.OURS, List.of());
        table.line("announced by ours: %,d", ours.getLast().announcements());
        table.line("");
    }

    private void shares(String what, CpuTime.Shares cpu) {
        table.numbers(what, "%.2f", cpu.contender(), cpu.postgres(), cpu.kafka(), cpu.bench());
    }

    private void memory(Memory memory) {
        table.row("memory at the end, MB", "resident");
        table.row("  the writer", megabytes(memory.writerResidentBytes()));
        if (memory.connectResidentBytes() > 0) {
            table.row("  Kafka Connect with Debezium", megabytes(memory.connectResidentBytes()));
        }
    }
}
