package dev.tidemark.bench.letters;

import static dev.tidemark.bench.PlainTable.megabytes;
import static dev.tidemark.bench.PlainTable.number;

import dev.tidemark.bench.Judged;
import dev.tidemark.bench.Millis;
import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.letters.LettersReport.Conditions;
import dev.tidemark.bench.letters.LettersReport.Express;
import dev.tidemark.bench.letters.LettersReport.Listing;
import dev.tidemark.bench.letters.LettersReport.Replay;
import dev.tidemark.bench.writer.CpuTime;
import java.util.List;

/// A report for people.
record LettersTable(PlainTable table) {
    void print(LettersReport report) {
        conditions(report.conditions());
        table.row("letters/s", "median", "min", "max");
        table.spread("from the topic to the inbox", "%,.0f", report.projection().perSecond());
        table.line("");
        replays(report.replays());
        processors(report);
        express(report.express());
        lists(report.lists());
        table.row("memory of the writer at the end, MB", megabytes(report.writerResidentBytes()));
        table.out().flush();
    }

    private void conditions(Conditions conditions) {
        table.line("%d cores, JDK %s", conditions.cores(), conditions.jdk());
        table.line(
                "%,d letters at once; %,d more in the store for the lists", conditions.letters(), conditions.listed());
        table.line("");
    }

    private void replays(List<Replay> replays) {
        table.row("letters/s, from POST to completed", "", "goal", "");
        for (Replay replay : replays) {
            Judged perSecond = replay.perSecond();
            table.row(replay.what(), number("%,.0f", perSecond.figure()), perSecond.goal(), perSecond.verdict());
        }
        table.line("");
    }

    private void processors(LettersReport report) {
        table.row("processors taken", "writer", "PostgreSQL", "Kafka", "bench");
        shares(
                "from the topic to the inbox, last round",
                report.projection().rounds().getLast());
        report.replays().forEach(replay -> shares(replay.what(), replay.run()));
        shares("replay beside live events (and ingest)", report.express().replay());
        table.line("");
    }

    private void shares(String what, Run run) {
        CpuTime.Shares cpu = run.cpu();
        table.numbers(what, "%.2f", cpu.contender(), cpu.postgres(), cpu.kafka(), cpu.bench());
    }

    private void express(Express express) {
        table.row("live starts and ends, ms from POST to row", "p50", "p99", "max", "goal of p99", "");
        table.row(
                express.alone().posted() + " without a replay",
                millis(express.alone().visible()));
        judged(express.beside().posted() + " beside a replay", express.beside().visible(), express.p99Beside());
        table.line("that replay: %,.0f letters/s", express.replay().perSecond());
        table.line("");
    }

    private void lists(List<Listing> lists) {
        table.row("lists, ms", "p50", "p99", "max", "goal of max", "");
        lists.forEach(list -> judged(list.what(), list.millis(), list.max()));
        table.line("");
    }

    private void judged(String what, Millis millis, Judged judged) {
        String[] times = millis(millis);
        table.row(what, times[0], times[1], times[2], judged.goal(), judged.verdict());
    }

    private static String[] millis(Millis millis) {
        return new String[] {number("%,.1f", millis.p50()), number("%,.1f", millis.p99()), number("%,.1f", millis.max())
        };
    }
}
