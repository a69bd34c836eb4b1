package dev.tidemark.writer.replay;

import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import dev.tidemark.writer.store.ReplayWork;
import dev.tidemark.writer.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Sends letters again, no faster than their operator wants, and not while live starts and ends have to wait.
@ApplicationScoped
class Sending {
    /// So many seconds' worth may be on its way at once: what waits behind a backlog can no longer be held.
    private static final int AHEAD_SECONDS = 60;

    private final ReplayWork work;
    private final Outbox outbox;
    private final Courtesy courtesy;

    Sending(ReplayWork work, Outbox outbox, Courtesy courtesy) {
        this.work = work;
        this.outbox = outbox;
        this.courtesy = courtesy;
    }

    /// Sends a second's worth.
    ///
    /// @return whether there was anything to send
    /// @throws KafkaException when Kafka is away; some of it may have been sent
    boolean work(ReplayTask task, Slice slice) throws StoreException, InterruptedException {
        Pace pace = new Pace(task.rate(), slice.begun());
        long left = Math.min(task.rate(), (long) AHEAD_SECONDS * task.rate() - work.underWay(task.id()));
        boolean had = false;
        while (left > 0 && slice.goesOn() && courtesy.await(slice)) {
            List<ReplayItem> items = work.next(task.id(), (int) Math.min(left, pace.piece()));
            if (items.isEmpty()) {
                break;
            }
            had = true;
            Thread.sleep(pace.waitBefore(items.size(), System.nanoTime()));
            send(task, items);
            left -= items.size();
        }
        if (had) {
            slice.finish();
        }
        return had;
    }

    private void send(ReplayTask task, List<ReplayItem> items) throws StoreException {
        Sendable sendable = Sendable.of(task, items);
        work.note(task.id(), sendable.others());
        try {
            outbox.send(sendable.records().stream());
        } catch (KafkaException refused) {
            if (!isTooLarge(refused)) {
                throw refused;
            }
            sendOneByOne(task, sendable);
            return;
        }
        work.markSent(task.id(), items.getLast().position());
    }

    /// The broker takes less than the contract says: which of them it is shows only one by one.
    private void sendOneByOne(ReplayTask task, Sendable sendable) throws StoreException {
        for (int i = 0; i < sendable.items().size(); i++) {
            ReplayItem item = sendable.items().get(i);
            try {
                outbox.send(Stream.of(sendable.records().get(i)));
                work.markSent(task.id(), item.position());
            } catch (KafkaException refused) {
                if (!isTooLarge(refused)) {
                    throw refused;
                }
                work.note(task.id(), List.of(Sendable.tooLarge(item)));
            }
        }
    }

    private static boolean isTooLarge(Throwable refused) {
        return Stream.iterate(refused, Objects::nonNull, Throwable::getCause)
                .anyMatch(RecordTooLargeException.class::isInstance);
    }
}
