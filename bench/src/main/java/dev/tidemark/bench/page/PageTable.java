package dev.tidemark.bench.page;

import static dev.tidemark.bench.PlainTable.megabytes;
import static dev.tidemark.bench.PlainTable.number;

import dev.tidemark.bench.Judged;
import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.page.PageReport.Conditions;
import dev.tidemark.bench.page.PageReport.Goal;
import dev.tidemark.bench.page.PageReport.Ramp;
import dev.tidemark.bench.page.Processors.Shares;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A report for people.
record PageTable(PlainTable table) {
    void print(PageReport report) {
        conditions(report.conditions());
        goals(report.goals());
        latencies(report.outcomes());
        rates(report.outcomes());
        processors(report.outcomes());
        ramp("bulk events", report.bulk());
        ramp("subscribers", report.subscribers());
        table.out().flush();
    }

    private void conditions(Conditions conditions) {
        table.line(
                "%d cores, JDK %s, %s",
                conditions.cores(),
                conditions.jdk(),
                Objects.requireNonNullElse(conditions.browser(), "no browser: subscribers alone were measured"));
        table.line(
                "%,d sessions start and end a second; bulk events are heartbeats of %,d others",
                conditions.endsPerSecond(), conditions.bulkSessions());
        table.line("");
    }

    private void goals(List<Goal> goals) {
        table.row("ms from the POST of an end to its row", "p50", "goal", "", "p99", "goal", "");
        for (Goal goal : goals) {
            Judged p50 = goal.p50();
            Judged p99 = goal.p99();
            table.row(
                    goal.what(),
                    number("%,.0f", p50.figure()),
                    p50.goal(),
                    p50.verdict(),
                    number("%,.0f", p99.figure()),
                    p99.goal(),
                    p99.verdict());
        }
        table.line("");
    }

    private void latencies(List<Outcome> outcomes) {
        table.row("ms from the POST of an end", "ends", "p50", "p99", "max", "unseen");
        for (Outcome outcome : outcomes) {
            table.row(outcome.what(), number("%,.0f", (double) outcome.posted()));
            table.row(
                    "  to its answer",
                    "",
                    number("%,.0f", outcome.answered().p50()),
                    number("%,.0f", outcome.answered().p99()),
                    number("%,.0f", outcome.answered().max()));
            seen("  to its row in the page", outcome.page());
            seen("  to its row at a subscriber", outcome.streams());
        }
        table.line("an end that was not seen counts as %,d ms", Seen.NEVER.toMillis());
        table.line("");
    }

    private void seen(String what, @Nullable Seen seen) {
        if (seen != null) {
            table.row(
                    what,
                    "",
                    number("%,.0f", seen.millis().p50()),
                    number("%,.0f", seen.millis().p99()),
                    number("%,.0f", seen.millis().max()),
                    number("%,.0f", (double) seen.unseen()));
        }
    }

    private void rates(List<Outcome> outcomes) {
        table.row("a second", "bulk accepted", "bulk written", "views", "MB streamed");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.what(),
                    number("%,.0f", outcome.bulk().accepted()),
                    number("%,.0f", outcome.bulk().written()),
                    number("%,.1f", outcome.viewsPerSecond()),
                    number("%,.1f", outcome.streamedBytesPerSecond() / (1 << 20)));
        }
        table.line("");
    }

    private void processors(List<Outcome> outcomes) {
        table.row("processors taken", "ingest", "writer", "PostgreSQL", "Kafka", "browser", "bench", "writer MB");
        for (Outcome outcome : outcomes) {
            Shares cpu = outcome.cpu();
            table.row(
                    outcome.what(),
                    number("%.2f", cpu.ingest()),
                    number("%.2f", cpu.writer()),
                    number("%.2f", cpu.postgres()),
                    number("%.2f", cpu.kafka()),
                    number("%.2f", cpu.browser()),
                    number("%.2f", cpu.bench()),
                    megabytes(outcome.writerResidentBytes()));
        }
        table.line("");
    }

    private void ramp(String what, @Nullable Ramp ramp) {
        if (ramp == null) {
            return;
        }
        table.line("more and more %s", what);
        for (Outcome step : ramp.steps()) {
            table.line("  %s: %s", step.what(), step.held() ? "held" : String.join("; ", step.broken()));
        }
        table.line("  the most that held: %s", Objects.requireNonNullElse(ramp.held(), "nothing"));
        table.line("  the least that broke: %s", Objects.requireNonNullElse(ramp.broke(), "nothing"));
        table.line("");
    }
}
