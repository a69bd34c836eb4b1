package dev.tidemark.bench.page;

import dev.tidemark.bench.Progress;
import dev.tidemark.bench.page.PageReport.Conditions;
import dev.tidemark.bench.page.PageReport.Ramp;
import dev.tidemark.bench.writer.Tables;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.stack.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The whole measurement: start everything, open the page, see ends while it is quiet and while it is not, and raise
/// the load until they come too late.
///
/// @param endsPerSecond how many sessions start a second, and how many end
/// @param load          what goes on beside them when it is not quiet
/// @param step          how long each step takes by which that is raised; null to leave them out
/// @param chromium      the browser; null to do without
/// @param progress      is told what is going on
record PageBenchmark(
        long endsPerSecond,
        Condition load,
        @Nullable Duration step,
        @Nullable Path chromium,
        Progress progress) {
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int MOST_STEPS = 10;

    PageReport measure() throws IOException, SQLException {
        progress.tell("starting a fresh broker, a fresh PostgreSQL, the writer and ingest");
        try (WriterRig rig = WriterRig.start(true);
                ServerProcess ingest = rig.ingest();
                Tables tables = Tables.of(rig);
                Ends ends = new Ends(ingest.ports(), endsPerSecond);
                Bulk bulk = new Bulk(ingest.ports())) {
            progress.tell("sending a heartbeat of each of %,d sessions", Bulk.SESSIONS);
            bulk.firstLap();
            new BulkLane(rig).awaitWritten();
            try (OpenPage page = chromium == null ? null : OpenPage.open(chromium, rig.writerUrl())) {
                progress.tell("the page is %s", page == null ? "not open: no browser" : "open in " + page.version());
                return measure(new Trials(rig, ingest, ends, bulk, tables, page), conditions(page));
            }
        }
    }

    private PageReport measure(Trials trials, Conditions conditions) throws IOException, SQLException {
        Outcome _ = tell("warming up", trials.run(new Condition(load.bulk(), load.subscribers(), WARM_UP)));
        Outcome quiet = tell("quiet", trials.run(new Condition(0, 0, load.time())));
        Outcome loaded = tell("loaded", trials.run(load));
        if (step == null) {
            return PageReport.of(conditions, quiet, loaded, null, null);
        }
        Condition shortly = new Condition(load.bulk(), load.subscribers(), step);
        Ramp bulk = ramp(trials, loaded, load.bulk(), rate -> rate + load.bulk() / 2, shortly::withBulk);
        Ramp subscribers = ramp(
                trials,
                loaded,
                load.subscribers(),
                number -> 2 * number,
                number -> shortly.withSubscribers((int) number));
        return PageReport.of(conditions, quiet, loaded, bulk, subscribers);
    }

    /// Raises something until it breaks, or halves it until it holds.
    private Ramp ramp(Trials trials, Outcome loaded, long from, LongUnaryOperator raise, LongFunction<Condition> with)
            throws IOException, SQLException {
        LongUnaryOperator next = loaded.held() ? raise : number -> number / 2;
        List<Outcome> steps = new ArrayList<>();
        long number = from;
        do {
            number = next.applyAsLong(number);
            steps.add(tell("step", trials.run(with.apply(number))));
        } while (steps.getLast().held() == loaded.held() && steps.size() < MOST_STEPS && number > 0);
        return Ramp.of(loaded, steps);
    }

    private Outcome tell(String what, Outcome outcome) {
        Seen seen = outcome.page() == null ? outcome.streams() : outcome.page();
        if (seen == null) {
            progress.tell("%s, %s: nobody looked", what, outcome.what());
        } else {
            progress.tell(
                    "%s, %s: p50 %,.0f ms, p99 %,.0f ms%s",
                    what,
                    outcome.what(),
                    seen.millis().p50(),
                    seen.millis().p99(),
                    outcome.held() ? "" : "; broke: " + String.join("; ", outcome.broken()));
        }
        return outcome;
    }

    private Conditions conditions(@Nullable OpenPage page) {
        return new Conditions(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                page == null ? null : page.version(),
                endsPerSecond,
                Bulk.SESSIONS);
    }
}
