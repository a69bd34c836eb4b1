package dev.tidemark.bench.ingest;

import static dev.tidemark.bench.PlainTable.megabytes;
import static dev.tidemark.bench.PlainTable.number;

import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.Spread;
import dev.tidemark.bench.ingest.IngestReport.Conditions;
import dev.tidemark.bench.ingest.IngestReport.Sample;
import java.util.List;
import java.util.Locale;

/// A report for people.
record IngestTable(PlainTable table) {
    void print(IngestReport report) {
        conditions(report.conditions());
        table.row("", "median", "min", "max");
        batches(report.batches());
        singles(report.singles());
        processors(report);
        if (!report.soak().isEmpty()) {
            soak(report.soak());
        }
        table.out().flush();
    }

    private void conditions(Conditions conditions) {
        table.line(
                "%d cores, JDK %s, service and ceiling with %s",
                conditions.cores(), conditions.jdk(), conditions.serviceHeap());
        table.line(
                "events of %d bytes; %d rounds of %.0f s each",
                conditions.eventBytes(), conditions.rounds(), conditions.secondsPerRun());
        table.line(
                "batches: %,d events a request on %d connections; single events: %d connections",
                conditions.eventsPerBatch(), conditions.batchConnections(), conditions.singleConnections());
        table.line("");
    }

    private void batches(IngestReport.Batches batches) {
        whole("batches, events/s", batches.ours());
        whole("ceiling, records/s of the same size", batches.ceiling());
        fine("ratio to the ceiling", batches.ratio());
        whole("ceiling, records/s of the same events", batches.ceilingOfSameEvents());
        fine("ratio to that", batches.ratioToSameEvents());
    }

    private void singles(IngestReport.Singles singles) {
        whole("single events, requests/s", singles.perSecond());
        String at = String.format(Locale.ROOT, " at %,.0f/s, ms", singles.pacedPerSecond());
        fine("latency p50" + at, singles.p50Millis());
        fine("latency p99" + at, singles.p99Millis());
        fine("latency max" + at, singles.maxMillis());
        table.line("");
    }

    private void processors(IngestReport report) {
        table.row("processors taken (last round)", "ingest", "Kafka", "load");
        shares("batches", report.batches().rounds().getLast().cpu());
        shares(
                "single events at full speed",
                report.singles().fullSpeed().getLast().cpu());
        shares(
                "single events at half speed",
                report.singles().halfSpeed().getLast().cpu());
        table.line("");
        table.row("memory of ingest, MB", "resident", "heap", "");
        memory("after the batches", report.batches().memoryAfter());
        memory("after the single events", report.singles().memoryAfter());
    }

    private void soak(List<Sample> samples) {
        table.line("");
        table.row("soak", "events/s", "resident MB", "heap MB");
        for (Sample sample : samples) {
            table.row(
                    String.format(Locale.ROOT, "%,d events", sample.events()),
                    number("%,.0f", sample.perSecond()),
                    megabytes(sample.memory().residentBytes()),
                    megabytes(sample.memory().heapBytes()));
        }
    }

    private void whole(String what, Spread spread) {
        table.spread(what, "%,.0f", spread);
    }

    private void fine(String what, Spread spread) {
        table.spread(what, "%,.2f", spread);
    }

    private void shares(String what, CpuTime.Shares shares) {
        table.row(
                what,
                number("%.2f", shares.ingest()),
                number("%.2f", shares.kafka()),
                number("%.2f", shares.generator()));
    }

    private void memory(String what, Rig.Memory memory) {
        table.row(what, megabytes(memory.residentBytes()), megabytes(memory.heapBytes()), "");
    }
}
