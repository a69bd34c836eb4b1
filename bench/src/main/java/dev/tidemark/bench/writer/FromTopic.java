package dev.tidemark.bench.writer;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.cli.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A contender that consumes a topic: ours and the peer.
///
/// @param form          the record that it takes for an event
/// @param process       its process
/// @param trouble       what it says when it does not get on
/// @param announcements how many session changes there are by now
record FromTopic(
        String name,
        Rows rows,
        WriterRig rig,
        BiFunction<Heartbeats, Place, ProducerRecord<byte[], byte[]>> form,
        Supplier<ProcessHandle> process,
        Supplier<String> trouble,
        Announcements announcements)
        implements Contender {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public Run run(Heartbeats heartbeats, Span span) throws SQLException {
        try (HeldBacklog backlog = hold(heartbeats, span)) {
            rows.settle();
            long announced = announcements.soFar();
            CpuTime before = rig.cpu(process.get());
            long start = System.nanoTime();
            backlog.release();
            long end = awaitRows(heartbeats, span, backlog.lastOfEachPartition());
            CpuTime.Shares cpu = rig.cpu(process.get()).since(before, (end - start) / 1e9);
            return Run.of(span, end - start, cpu, announcements.since(announced, span.sessions()));
        }
    }

    /// The events on their topic, unread.
    HeldBacklog hold(Heartbeats heartbeats, Span span) throws SQLException {
        HeldBacklog backlog = HeldBacklog.fill(rig.bootstrapServers(), span, place -> form.apply(heartbeats, place));
        if (rows.count(heartbeats, span.firstLap()) > 0) {
            backlog.close();
            throw new Failure(name + " wrote events before they were released, so that there is no figure");
        }
        return backlog;
    }

    /// Looks often at the last row of each partition, which costs little, and then counts them all.
    private long awaitRows(Heartbeats heartbeats, Span span, Collection<Place> last) throws SQLException {
        long checked = System.nanoTime();
        long written = 0;
        boolean lastAreThere = false;
        long end;
        do {
            pause();
            if (System.nanoTime() - checked > PATIENCE.toNanos()) {
                written = requireMoreThan(written, heartbeats, span);
                checked = System.nanoTime();
            }
            lastAreThere = lastAreThere || rows.reached(heartbeats, last);
            end = System.nanoTime();
        } while (!lastAreThere || rows.count(heartbeats, span.lastLap()) < span.sessions());
        return end;
    }

    private long requireMoreThan(long before, Heartbeats heartbeats, Span span) throws SQLException {
        long written = 0;
        for (long lap = span.firstLap(); lap <= span.lastLap(); lap++) {
            written += rows.count(heartbeats, lap);
        }
        if (written <= before) {
            throw new Failure("%s wrote %,d of %,d events, and then none for %d s, so that there is no figure. %s"
                    .formatted(name, written, span.events(), PATIENCE.toSeconds(), trouble.get()));
        }
        return written;
    }

    private void pause() {
        if (!process.get().isAlive()) {
            throw new Failure(name + " stopped. " + trouble.get());
        }
        Pause.of(BETWEEN_LOOKS);
    }
}
