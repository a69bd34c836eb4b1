package dev.tidemark.bench.page;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.ProcessUse;
import dev.tidemark.bench.page.Ends.Sent;
import dev.tidemark.bench.writer.CpuTime;
import dev.tidemark.bench.writer.Tables;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.stack.ServerProcess;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions, one after the other before the same servers. Each begins with nothing left to write.
final class Trials {
    /// Not measured.
    private static final Duration LEAD = Duration.ofSeconds(3);
    /// After the last end, while all else goes on, so that it can still be seen.
    private static final Duration TAIL = Duration.ofSeconds(3);

    private final WriterRig rig;
    private final ServerProcess ingest;
    private final Ends ends;
    private final Bulk bulk;
    private final BulkLane lane;
    private final Tables tables;
    private final @Nullable OpenPage page;
    private int trials;

    Trials(WriterRig rig, ServerProcess ingest, Ends ends, Bulk bulk, Tables tables, @Nullable OpenPage page) {
        this.rig = rig;
        this.ingest = ingest;
        this.ends = ends;
        this.bulk = bulk;
        this.lane = new BulkLane(rig);
        this.tables = tables;
        this.page = page;
    }

    /// Tries one.
    Outcome run(Condition condition) throws IOException, SQLException {
        tables.settle();
        Outcome outcome = runBeside(condition);
        lane.awaitWritten();
        return outcome;
    }

    private Outcome runBeside(Condition condition) throws IOException {
        String name = "trial-" + ++trials;
        try (Subscribers subscribers = Subscribers.open(rig.writerUrl(), condition.subscribers());
                Bulk.Run _ = bulk.run(condition.bulk())) {
            Sent _ = ends.send(name + "-before", LEAD);
            Counters before = count(subscribers);
            Sent sent = ends.send(name, condition.time());
            Counters after = count(subscribers);
            Pause.of(TAIL);
            return outcome(condition, subscribers, sent, before, after);
        }
    }

    private Counters count(Subscribers subscribers) {
        Map<Long, Duration> browser = page == null ? Map.of() : CpuTime.ofTree(page.driver());
        Processors processors = new Processors(rig.cpuWithWriter(), ProcessUse.cpu(ingest.process()), browser);
        return new Counters(
                System.nanoTime(),
                processors,
                bulk.accepted(),
                lane.written(),
                subscribers.views(),
                subscribers.bytes());
    }

    private Outcome outcome(Condition condition, Subscribers subscribers, Sent sent, Counters before, Counters after)
            throws IOException {
        double seconds = after.secondsSince(before);
        Seen inPage = page == null ? null : Seen.of(sent.due(), List.of(page.takeSeen()));
        List<Map<String, Long>> watched = subscribers.seen();
        Seen inStreams = watched.isEmpty() ? null : Seen.of(sent.due(), watched);
        Rates rates = new Rates(
                condition.bulk(),
                (after.accepted() - before.accepted()) / seconds,
                (after.written() - before.written()) / seconds);
        return new Outcome(
                condition.what(),
                condition.subscribers(),
                seconds,
                sent.due().size(),
                sent.answered(),
                inPage,
                inStreams,
                rates,
                watched.isEmpty() ? 0 : (after.views() - before.views()) / seconds / watched.size(),
                (after.bytes() - before.bytes()) / seconds,
                after.processors().since(before.processors(), seconds),
                rig.writerBytes(),
                broken(inPage, inStreams, rates, subscribers.lost(), sent));
    }

    private static List<String> broken(@Nullable Seen page, @Nullable Seen streams, Rates rates, long lost, Sent sent) {
        List<String> broken = new ArrayList<>();
        late(broken, "the page", page);
        late(broken, "subscribers", streams);
        if (!rates.areAccepted()) {
            broken.add(text("ingest accepted %,.0f bulk events/s", rates.accepted()));
        }
        if (!rates.areWritten()) {
            broken.add(text("the writer wrote %,.0f bulk events/s", rates.written()));
        }
        if (lost > 0) {
            broken.add(text("%,d streams ended", lost));
        }
        if (sent.refused() > 0) {
            broken.add(text("%,d starts or ends were refused, one with: %s", sent.refused(), sent.refusal()));
        }
        return broken;
    }

    private static void late(List<String> broken, String who, @Nullable Seen seen) {
        if (seen != null && seen.millis().p99() >= PageReport.GOAL_P99_MILLIS) {
            broken.add(text("p99 of %s is %,.0f ms", who, seen.millis().p99()));
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else needs
    private static String text(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
