package dev.tidemark.bench.writer;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.Progress;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Server;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// Starts and ends over HTTP while the writer works down a bulk backlog.
///
/// @param backlog  how many bulk events are queued
/// @param liveness whether the writer gives up sessions and sums up minutes meanwhile
/// @param progress is told what is going on
record ExpressBenchmark(long backlog, boolean liveness, Progress progress) {
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    ExpressReport measure() throws IOException, SQLException {
        progress.tell("starting a fresh broker, a fresh PostgreSQL, the writer and ingest");
        try (WriterRig rig = WriterRig.start(liveness);
                Server ingest = rig.ingest();
                Rows sessions = rig.sessions()) {
            FromTopic writer = rig.writer(sessions);
            warm(writer, rig, ingest);
            return measure(rig, ingest, writer);
        }
    }

    private void warm(FromTopic writer, WriterRig rig, Server ingest) throws SQLException {
        Heartbeats heartbeats = now();
        progress.tell(
                "warming up the bulk lane: %,.0f records/s",
                writer.run(heartbeats, Workload.A.span(backlog / 4)).perSecond());
        try (ExpressPosts posts = ExpressPosts.start("warm-up", ingest.ports(), rig.jdbcUrl())) {
            long end = System.nanoTime() + WARM_UP.toNanos();
            long _ = posts.postUntil(() -> System.nanoTime() >= end);
            posts.awaitAll();
            progress.tell(
                    "warming up the express lane: p99 %,.1f ms",
                    Millis.of(posts.visible()).p99());
        }
        writer.rows().reset(heartbeats, 0);
    }

    private ExpressReport measure(WriterRig rig, Server ingest, FromTopic writer) throws IOException, SQLException {
        Heartbeats heartbeats = now();
        Span span = Workload.A.span(backlog);
        progress.tell("queueing %,d bulk events", backlog);
        try (HeldBacklog held = writer.hold(heartbeats, span);
                ExpressPosts posts = ExpressPosts.start("express", ingest.ports(), rig.jdbcUrl())) {
            writer.rows().settle();
            long start = System.nanoTime();
            held.release();
            long posted = posts.postUntil(() -> writer.rows().reached(heartbeats, held.lastOfEachPartition()));
            double seconds = (System.nanoTime() - start) / 1e9;
            posts.awaitAll();
            requireAll(writer, heartbeats, span);
            return new ExpressReport(
                    backlog,
                    liveness,
                    seconds,
                    posted,
                    Millis.of(posts.answered()),
                    Millis.of(posts.visible()),
                    rig.writerBytes());
        }
    }

    private static void requireAll(FromTopic writer, Heartbeats heartbeats, Span span) throws SQLException {
        long there = writer.rows().count(heartbeats, span.lastLap());
        if (there < span.sessions()) {
            throw new Failure("of " + span.sessions() + " sessions the writer wrote " + there);
        }
    }

    private static Heartbeats now() {
        return new Heartbeats(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    }
}
