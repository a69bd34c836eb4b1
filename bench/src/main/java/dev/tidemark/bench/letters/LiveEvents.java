package dev.tidemark.bench.letters;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.writer.ExpressPosts;
import dev.tidemark.bench.writer.ExpressPosts.Meanwhile;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts and ends of sessions that come through ingest.
record LiveEvents(WriterRig rig, Server ingest) {
    /// How long they took.
    ///
    /// @param posted   how many came
    /// @param answered from when a POST was due to its answer
    /// @param visible  from when a POST was due to its row
    record Live(long posted, Millis answered, Millis visible) {}

    /// What both took.
    record Both(Live live, Run replay) {}

    /// So long.
    ///
    /// @param name of its sessions
    Live alone(String name, Duration time) throws SQLException {
        long end = System.nanoTime() + time.toNanos();
        return until(name, () -> System.nanoTime() >= end);
    }

    /// As long as a replay takes.
    Both beside(Replays replays, LetterSet set, long letters) throws SQLException {
        FutureTask<Run> replay = new FutureTask<>(() -> replays.send(set, letters));
        Thread.ofPlatform().name("replay").daemon().start(replay);
        Live live = until("beside", replay::isDone);
        try {
            return new Both(live, replay.get());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Failure failure
                    ? failure
                    : new Failure("the replay beside live events failed: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    private Live until(String name, Meanwhile meanwhile) throws SQLException {
        try (ExpressPosts posts = ExpressPosts.start(name, ingest.ports(), rig.jdbcUrl())) {
            long posted = posts.postUntil(meanwhile);
            posts.awaitAll();
            return new Live(posted, Millis.of(posts.answered()), Millis.of(posts.visible()));
        }
    }
}
