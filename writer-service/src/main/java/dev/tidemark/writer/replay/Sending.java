package dev.tidemark.writer.replay;

import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import dev.tidemark.writer.store.ReplayWork;
import dev.tidemark.writer.store.ReplayWork.Finding;
import dev.tidemark.writer.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

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
    /// @throws KafkaException when Kafka is away; some of it may have been sent
    void work(ReplayTask task, Slice slice) throws StoreException, InterruptedException {
        Resend resend = new Resend(task);
        Pace pace = new Pace(task.rate(), slice.begun());
        long left = Math.min(task.rate(), (long) AHEAD_SECONDS * task.rate() - work.underWay(task.id()));
        while (left > 0 && slice.goesOn()) {
            courtesy.await(slice);
            List<ReplayItem> items = work.next(task.id(), (int) Math.min(left, pace.piece()));
            if (items.isEmpty()) {
                break;
            }
            Thread.sleep(pace.waitBefore(items.size(), System.nanoTime()));
            send(task.id(), resend, items);
            left -= items.size();
        }
        slice.finish();
    }

    private void send(UUID replay, Resend resend, List<ReplayItem> items) throws StoreException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<ReplayItem> sent = new ArrayList<>();
        List<Finding> unsent = new ArrayList<>();
        for (ReplayItem item : items) {
            ProducerRecord<byte[], byte[]> record = resend.record(item);
            if (!item.status().equals("open")) {
                unsent.add(new Finding(item.position(), "skipped", null, "it is " + item.status() + " by now"));
            } else if (resend.isTooLarge(item, record)) {
                unsent.add(
                        new Finding(item.position(), "failed", "poison/too_large", "no lane takes so large a record"));
            } else {
                records.add(record);
                sent.add(item);
            }
        }
        work.note(replay, unsent);
        outbox.send(records.stream());
        work.markSent(replay, sent);
    }
}
