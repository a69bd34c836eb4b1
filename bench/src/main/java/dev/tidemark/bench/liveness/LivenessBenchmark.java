package dev.tidemark.bench.liveness;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.liveness.LivenessReport.Conditions;
import dev.tidemark.bench.liveness.LivenessReport.Due;
import dev.tidemark.bench.liveness.LivenessReport.Held;
import dev.tidemark.bench.liveness.LivenessReport.Idle;
import dev.tidemark.bench.liveness.LivenessReport.Preload;
import dev.tidemark.bench.liveness.LivenessReport.Restart;
import dev.tidemark.bench.writer.CpuTime;
import dev.tidemark.bench.writer.CpuTime.Shares;
import dev.tidemark.bench.writer.HeldBacklog;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The whole measurement: start everything, let the writer read of many open sessions, let more of them become due,
/// and take the writer away and bring it back.
///
/// @param sessions how many are open all the time
/// @param due      how many become due within a minute
/// @param burst    how many become due at once
/// @param progress is told what is going on
record LivenessBenchmark(long sessions, long due, long burst, Progress progress) {
    private static final long MISSED = 1_200;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(20);
    /// Until sessions are due that are yet to be announced: as long as that takes, and so much longer for each.
    private static final Duration LEAD = Duration.ofSeconds(12);
    private static final Duration LEAD_OF_EACH = Duration.ofNanos(300_000);

    /// What all measurements work with.
    private record Bench(WriterRig rig, Store store, Reading reading, Expiries expiries) {}

    LivenessReport measure() throws IOException, SQLException {
        progress.tell("starting a fresh broker, a fresh PostgreSQL and the writer");
        try (WriterRig rig = WriterRig.start(true);
                Store store = Store.of(rig);
                Expiries expiries = Expiries.follow(rig.bootstrapServers())) {
            return measure(new Bench(rig, store, new Reading(rig, progress), expiries));
        }
    }

    private LivenessReport measure(Bench bench) throws IOException, SQLException {
        Shares withNone = idle(bench, "no session is open");
        OpenSessions all = OpenSessions.started(0, sessions, Instant.now());
        Preload preload = preload(bench, all);
        Shares withAll = idle(bench, "all sessions are open");

        OpenSessions evenly = silent(all.end(), due, MINUTE);
        Due inAMinute = due(bench, "evenly within a minute", evenly, due, withAll);
        OpenSessions atOnce = silent(evenly.end(), burst, Duration.ZERO);
        Due inAMoment = due(bench, "all at once", atOnce, due + burst, withAll);
        Held held = new Held(bench.rig().writerBytes(), bench.rig().state().bytes());

        List<Restart> restarts = new ArrayList<>();
        for (Downtime downtime : Downtime.values()) {
            long before = MISSED * restarts.size();
            restarts.add(restart(bench, downtime, atOnce.end() + before, due + burst + before + MISSED));
        }
        return new LivenessReport(
                conditions(bench),
                preload,
                new Idle(withNone, withAll),
                List.of(inAMinute, inAMoment),
                bench.expiries().again(),
                held,
                restarts);
    }

    private Shares idle(Bench bench, String what) {
        Pause.of(SETTLING);
        CpuTime before = bench.rig().cpuWithWriter();
        long begun = System.nanoTime();
        Pause.of(IDLE);
        Shares idle = bench.rig().cpuWithWriter().since(before, secondsSince(begun));
        progress.tell("idle, %s: %.3f processors for the writer", what, idle.contender());
        return idle;
    }

    private Preload preload(Bench bench, OpenSessions all) throws SQLException {
        progress.tell("putting %,d sessions into the store", all.count());
        bench.store().insert(all);
        progress.tell("announcing them");
        try (HeldBacklog held = announce(bench, all)) {
            bench.store().settle();
            CpuTime before = bench.rig().cpuWithWriter();
            long begun = System.nanoTime();
            held.release();
            bench.reading().awaitAll();
            double seconds = secondsSince(begun);
            Shares cpu = bench.rig().cpuWithWriter().since(before, seconds);
            progress.tell("from the topic to the state: %,.0f announcements/s", all.count() / seconds);
            double summed = (bench.reading().awaitQuiet() - begun) / 1e9;
            return new Preload(seconds, all.count() / seconds, summed, cpu);
        }
    }

    private static HeldBacklog announce(Bench bench, OpenSessions sessions) {
        return HeldBacklog.fill(
                bench.rig().bootstrapServers(), sessions.span(), place -> sessions.announcement(place.session()));
    }

    private static OpenSessions silent(long first, long count, Duration over) {
        Instant from = Instant.now().plus(LEAD).plus(LEAD_OF_EACH.multipliedBy(count));
        return OpenSessions.silent(first, count, from, over);
    }

    /// @param abandoned how many are when all of these are
    private Due due(Bench bench, String what, OpenSessions silent, long abandoned, Shares idle) throws SQLException {
        prepare(bench, silent);
        Pause.of(Duration.between(Instant.now(), silent.deadline(0)));
        CpuTime before = bench.rig().cpuWithWriter();
        long begun = System.nanoTime();
        Instant inStore = bench.store().awaitAbandoned(abandoned);
        double seconds = secondsSince(begun);
        Shares cpu = bench.rig().cpuWithWriter().since(before, seconds);
        Lateness lateness = Lateness.of(silent, bench.expiries().of(silent));
        progress.tell(
                "%,d due %s: the last was found %,.0f ms after its deadline",
                silent.count(), what, lateness.found().max());
        return new Due(
                what,
                silent.count(),
                silent.apart().multipliedBy(silent.count()).toNanos() / 1e9,
                lateness,
                Due.judge(lateness),
                Duration.between(silent.deadline(silent.count() - 1), inStore).toNanos() / 1e9,
                cpu,
                Cost.of(silent.count(), seconds, cpu, idle));
    }

    /// They are rows, announced and read before the first of them is due.
    private static void prepare(Bench bench, OpenSessions silent) throws SQLException {
        bench.store().insert(silent);
        try (HeldBacklog held = announce(bench, silent)) {
            held.release();
        }
        bench.reading().awaitAll();
        if (Instant.now().isAfter(silent.deadline(0))) {
            throw new Failure("%,d sessions were due before they were all read, so that there is no figure"
                    .formatted(silent.count()));
        }
    }

    /// @param first     the number of the first session that becomes due meanwhile
    /// @param abandoned how many are in the end
    private Restart restart(Bench bench, Downtime downtime, long first, long abandoned)
            throws IOException, SQLException {
        OpenSessions missed = silent(first, MISSED, Duration.ZERO);
        prepare(bench, missed);
        Pause.of(Duration.between(Instant.now(), missed.deadline(0).minus(downtime.atMost())));
        downtime.begin(bench.rig());
        Pause.of(Duration.between(Instant.now(), missed.deadline(0)));
        Instant start = Instant.now();
        bench.rig().writerServer().start();
        double ready = seconds(start, Instant.now());
        Instant _ = bench.store().awaitAbandoned(abandoned);
        List<Double> found = bench.expiries().of(missed).stream()
                .map(expiry -> seconds(start, expiry.found()))
                .sorted()
                .toList();
        progress.tell(
                "%s: the first expiry %,.1f s after the start, the last %,.1f s",
                downtime.description(), found.getFirst(), found.getLast());
        if (found.getFirst() < 0) {
            throw new Failure("the writer found sessions while it was away, so that there is no figure");
        }
        return new Restart(
                downtime.description(),
                ready,
                found.getFirst(),
                found.getLast(),
                bench.rig().writerBytes());
    }

    private Conditions conditions(Bench bench) {
        String heap = Arrays.stream(
                        bench.rig().writerServer().process().info().arguments().orElse(new String[0]))
                .filter(argument -> argument.startsWith("-Xmx"))
                .findFirst()
                .orElse("a heap of unknown size");
        return new Conditions(
                Runtime.getRuntime().availableProcessors(), Runtime.version().toString(), heap, sessions, due, burst);
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
