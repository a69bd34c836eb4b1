package dev.tidemark.bench.ingest;

import dev.tidemark.bench.ingest.IngestReport.Conditions;
import dev.tidemark.bench.ingest.IngestReport.Sample;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// A report for people.
record IngestTable(PrintWriter out) {
    void print(IngestReport report) {
        conditions(report.conditions());
        row("", "median", "min", "max");
        batches(report.batches());
        singles(report.singles());
        processors(report);
        if (!report.soak().isEmpty()) {
            soak(report.soak());
        }
        out.flush();
    }

    private void conditions(Conditions conditions) {
        line(
                "%d cores, JDK %s, service and ceiling with %s",
                conditions.cores(), conditions.jdk(), conditions.serviceHeap());
        line(
                "events of %d bytes; %d rounds of %.0f s each",
                conditions.eventBytes(), conditions.rounds(), conditions.secondsPerRun());
        line(
                "batches: %,d events a request on %d connections; single events: %d connections",
                conditions.eventsPerBatch(), conditions.batchConnections(), conditions.singleConnections());
        line("");
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
        line("");
    }

    private void processors(IngestReport report) {
        row("processors taken (last round)", "ingest", "Kafka", "load");
        shares("batches", report.batches().rounds().getLast().cpu());
        shares(
                "single events at full speed",
                report.singles().fullSpeed().getLast().cpu());
        shares(
                "single events at half speed",
                report.singles().halfSpeed().getLast().cpu());
        line("");
        row("memory of ingest, MB", "resident", "heap", "");
        memory("after the batches", report.batches().memoryAfter());
        memory("after the single events", report.singles().memoryAfter());
    }

    private void soak(List<Sample> samples) {
        line("");
        row("soak", "events/s", "resident MB", "heap MB");
        for (Sample sample : samples) {
            row(
                    String.format(Locale.ROOT, "%,d events", sample.events()),
                    number("%,.0f", sample.perSecond()),
                    megabytes(sample.memory().residentBytes()),
                    megabytes(sample.memory().heapBytes()));
        }
    }

    private void whole(String what, Spread spread) {
        spread(what, "%,.0f", spread);
    }

    private void fine(String what, Spread spread) {
        spread(what, "%,.2f", spread);
    }

    private void spread(String what, String format, Spread spread) {
        row(what, number(format, spread.median()), number(format, spread.min()), number(format, spread.max()));
    }

    private void shares(String what, CpuTime.Shares shares) {
        row(what, number("%.2f", shares.ingest()), number("%.2f", shares.kafka()), number("%.2f", shares.generator()));
    }

    private void memory(String what, Rig.Memory memory) {
        row(what, megabytes(memory.residentBytes()), megabytes(memory.heapBytes()), "");
    }

    private static String megabytes(long bytes) {
        return number("%,.0f", bytes / 1048576.0);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void row(String what, String first, String second, String third) {
        line("%-42s %12s %12s %12s", what, first, second, third);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else needs
    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
