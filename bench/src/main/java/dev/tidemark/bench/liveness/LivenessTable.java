package dev.tidemark.bench.liveness;

import static dev.tidemark.bench.PlainTable.megabytes;
import static dev.tidemark.bench.PlainTable.number;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.liveness.LivenessReport.Conditions;
import dev.tidemark.bench.liveness.LivenessReport.Due;
import dev.tidemark.bench.liveness.LivenessReport.Preload;
import dev.tidemark.bench.liveness.LivenessReport.Restart;
import dev.tidemark.bench.writer.CpuTime.Shares;
import java.util.List;

/// A report for people.
record LivenessTable(PlainTable table) {
    void print(LivenessReport report) {
        conditions(report.conditions());
        preload(report.preload());
        late(report);
        processors(report);
        cost(report.due());
        restarts(report.restarts());
        table.row(
                "memory of the writer before those, MB", megabytes(report.held().writerResidentBytes()));
        table.row("its state on disk, MB", megabytes(report.held().stateBytes()));
        table.out().flush();
    }

    private void conditions(Conditions conditions) {
        table.line("%d cores, JDK %s, the writer with %s", conditions.cores(), conditions.jdk(), conditions.heap());
        table.line(
                "%,d sessions open all the time; %,d become due within a minute, %,d at once",
                conditions.sessions(), conditions.due(), conditions.burst());
        table.line("");
    }

    private void preload(Preload preload) {
        table.row("announcements/s, from the topic to the state", number("%,.0f", preload.perSecond()));
        table.row("  seconds, all", number("%,.1f", preload.seconds()));
        table.row("  seconds, and summed up by minute", number("%,.1f", preload.summed()));
        table.line("");
    }

    private void late(LivenessReport report) {
        table.row("ms after the deadline", "p50", "p99", "max", "goal of max", "");
        for (Due due : report.due()) {
            table.row(due.what() + ": found", millis(due.lateness().found()));
            String[] readable = millis(due.lateness().readable());
            table.row(
                    "  and committed",
                    readable[0],
                    readable[1],
                    readable[2],
                    due.worst().goal(),
                    due.worst().verdict());
            table.row("  and all abandoned in the store, s after the last", "", "", number("%,.2f", due.rows()));
        }
        table.line("expiries of sessions that had one already: %,d", report.again());
        table.line("");
    }

    private static String[] millis(Millis millis) {
        return new String[] {number("%,.0f", millis.p50()), number("%,.0f", millis.p99()), number("%,.0f", millis.max())
        };
    }

    private void processors(LivenessReport report) {
        table.row("processors taken", "writer", "PostgreSQL", "Kafka", "bench");
        shares("reading the announcements", report.preload().cpu());
        shares("idle, none open", report.idle().withNone());
        shares("idle, all open", report.idle().withAll());
        report.due().forEach(due -> shares(due.what(), due.cpu()));
        table.line("");
    }

    private void shares(String what, Shares cpu) {
        table.numbers(what, "%.3f", cpu.contender(), cpu.postgres(), cpu.kafka(), cpu.bench());
    }

    private void cost(List<Due> all) {
        table.row("processor ms per 1,000 expiries, beyond idle", "writer", "PostgreSQL", "Kafka");
        for (Due due : all) {
            Cost cost = due.cost();
            table.numbers(due.what(), "%,.0f", cost.writer(), cost.postgres(), cost.kafka());
        }
        table.line("");
    }

    private void restarts(List<Restart> restarts) {
        table.row("s from the start of the writer, after it was", "ready", "first", "last", "memory, MB");
        for (Restart restart : restarts) {
            table.row(
                    restart.how(),
                    number("%,.1f", restart.ready()),
                    number("%,.1f", restart.first()),
                    number("%,.1f", restart.last()),
                    megabytes(restart.writerResidentBytes()));
        }
        table.line("");
    }
}
