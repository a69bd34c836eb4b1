package dev.tidemark.bench.letters;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.letters.LettersReport.Conditions;
import dev.tidemark.bench.letters.LettersReport.Express;
import dev.tidemark.bench.letters.LettersReport.Listing;
import dev.tidemark.bench.letters.LettersReport.Projection;
import dev.tidemark.bench.letters.LettersReport.Replay;
import dev.tidemark.bench.letters.LiveEvents.Both;
import dev.tidemark.bench.letters.LiveEvents.Live;
import dev.tidemark.bench.writer.Heartbeats;
import dev.tidemark.bench.writer.OperatorApi;
import dev.tidemark.bench.writer.Tables;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Server;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The whole measurement: start everything, fill the inbox, try letters out, send them again, by themselves and beside
/// live events, and ask for lists.
///
/// @param letters  how many each set has
/// @param listed   how many more are in the store when it is asked for lists
/// @param progress is told what is going on
record LettersBenchmark(long letters, long listed, Progress progress) {
    static final long LEAST_LETTERS = 1_000;

    private static final int WARM_UP_SHARE = 5;
    private static final Duration AGE = Duration.ofHours(1);
    private static final Duration EXPRESS_WARM_UP = Duration.ofSeconds(10);
    private static final Duration EXPRESS_ALONE = Duration.ofSeconds(20);

    /// What all measurements work with.
    private record Bench(WriterRig rig, OperatorApi api, Tables tables, Inbox inbox, Replays replays) {}

    LettersReport measure() throws IOException, SQLException {
        progress.tell("starting a fresh broker, a fresh PostgreSQL and the writer");
        try (WriterRig rig = WriterRig.start();
                OperatorApi api = new OperatorApi(rig.writerUrl());
                Tables tables = Tables.of(rig)) {
            Inbox inbox = new Inbox(rig, api, tables, new LetterRecords(heartbeats(), letters));
            return measure(new Bench(rig, api, tables, inbox, new Replays(rig, api, inbox)));
        }
    }

    private LettersReport measure(Bench bench) throws IOException, SQLException {
        warmUp(bench);
        List<Run> projection = fill(bench);
        List<Replay> replays = new ArrayList<>();
        replays.add(tryOut(bench, "dry run, all would be applied", LetterSet.APPLICABLE));
        replays.add(tryOut(bench, "dry run, none: no JSON", LetterSet.NO_JSON));
        replays.add(tryOut(bench, "dry run, none: refused by the store", LetterSet.REFUSED));
        replays.add(send(bench));
        Express express = express(bench);
        Map<String, Millis> lists = lists(bench);
        return new LettersReport(
                conditions(),
                Projection.of(projection),
                replays,
                express,
                Listing.of(lists),
                bench.rig().writerBytes());
    }

    /// A fifth of a set goes all the way, so that its code is compiled.
    private void warmUp(Bench bench) throws SQLException {
        long few = letters / WARM_UP_SHARE;
        progress.tell(
                "warming up the inbox: %,.0f letters/s",
                bench.inbox().fill(LetterSet.WARM_UP, few).perSecond());
        progress.tell(
                "warming up dry runs: %,.0f letters/s",
                bench.replays().tryOut(LetterSet.WARM_UP, few).perSecond());
        progress.tell(
                "warming up replays: %,.0f letters/s",
                bench.replays().send(LetterSet.WARM_UP, few).perSecond());
    }

    private List<Run> fill(Bench bench) throws SQLException {
        List<Run> rounds = new ArrayList<>();
        for (LetterSet set :
                List.of(LetterSet.APPLICABLE, LetterSet.NO_JSON, LetterSet.REFUSED, LetterSet.BESIDE_LIVE)) {
            Run run = bench.inbox().fill(set, letters);
            progress.tell("from the topic to the inbox: %,.0f letters/s", run.perSecond());
            rounds.add(run);
        }
        return rounds;
    }

    private Replay tryOut(Bench bench, String what, LetterSet set) throws SQLException {
        bench.tables().settle();
        Run run = bench.replays().tryOut(set, letters);
        progress.tell("%s: %,.0f letters/s", what, run.perSecond());
        return Replay.of(what, run);
    }

    private Replay send(Bench bench) throws SQLException {
        bench.tables().settle();
        Run run = bench.replays().send(LetterSet.APPLICABLE, letters);
        requireApplied(bench, LetterSet.APPLICABLE);
        progress.tell("replay: %,.0f letters/s", run.perSecond());
        return Replay.of("replay, all applied", run);
    }

    private Express express(Bench bench) throws SQLException {
        progress.tell("starting ingest");
        try (Server ingest = bench.rig().ingest()) {
            LiveEvents live = new LiveEvents(bench.rig(), ingest);
            Live _ = live.alone("warm-up", EXPRESS_WARM_UP);
            bench.tables().settle();
            Live alone = live.alone("alone", EXPRESS_ALONE);
            progress.tell(
                    "live events without a replay: p99 %,.1f ms",
                    alone.visible().p99());
            bench.tables().settle();
            Both both = live.beside(bench.replays(), LetterSet.BESIDE_LIVE, letters);
            requireApplied(bench, LetterSet.BESIDE_LIVE);
            progress.tell(
                    "live events beside a replay of %,.0f letters/s: p99 %,.1f ms",
                    both.replay().perSecond(), both.live().visible().p99());
            return Express.of(alone, both);
        }
    }

    private Map<String, Millis> lists(Bench bench) throws SQLException {
        progress.tell("putting %,d more letters into the store", listed);
        ListedLetters all = ListedLetters.insert(bench.tables(), listed);
        progress.tell("asking for lists");
        return new ListCalls(bench.api(), all).measure();
    }

    /// What the replay said, the rows say as well.
    private void requireApplied(Bench bench, LetterSet set) throws SQLException {
        LetterRecords records = bench.inbox().records();
        long sessions = bench.tables().sessions(records.from(set), records.to(set));
        long applied = set.count(bench.tables(), "applied");
        if (sessions != letters || applied != letters) {
            throw new Failure(
                    "of %,d replayed letters %,d are applied and %,d are sessions, so that there is no figure. %s"
                            .formatted(letters, applied, sessions, bench.rig().trouble()));
        }
    }

    /// Times of an hour ago, as those of letters that waited for an operator are.
    private static Heartbeats heartbeats() {
        return new Heartbeats(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(AGE));
    }

    private Conditions conditions() {
        return new Conditions(
                Runtime.getRuntime().availableProcessors(), Runtime.version().toString(), letters, listed);
    }
}
