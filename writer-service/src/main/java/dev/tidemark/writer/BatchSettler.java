package dev.tidemark.writer;

import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.writer.FloodBreaker.Admission;
import dev.tidemark.writer.Patience.OutageException;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.DeliveryReader;
import dev.tidemark.writer.batch.ReceiptMarks;
import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.settle.Router;
import dev.tidemark.writer.settle.SessionChange;
import dev.tidemark.writer.settle.Settlement;
import dev.tidemark.writer.settle.Unapplied;
import dev.tidemark.writer.store.Store;
import dev.tidemark.writer.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes everything durable that follows from a batch of records: decode, write, ask the flood breaker, announce and
/// route, mark receipts. When it returns, their offsets may be committed. All of it can be done again.
final class BatchSettler implements RecordWriter {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final DeliveryReader reader;
    private final BatchWriter writer;
    private final FloodBreaker breaker;
    private final Router router;
    private final Outbox outbox;
    private final Store store;
    private final Patience patience;
    private final Progress progress;
    private final Meters meters;

    BatchSettler(
            DeliveryReader reader,
            BatchWriter writer,
            FloodBreaker breaker,
            Router router,
            Outbox outbox,
            Patience patience,
            Progress progress,
            Meters meters) {
        this.reader = reader;
        this.writer = writer;
        this.breaker = breaker;
        this.router = router;
        this.outbox = outbox;
        this.store = writer.store();
        this.patience = patience;
        this.progress = progress;
        this.meters = meters;
    }

    /// Settles these records, however long the store is away or the lane is stopped.
    ///
    /// @throws InterruptedException when told to stop meanwhile; what was not settled comes again
    boolean settle(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        progress.begins();
        try {
            List<Delivery> deliveries = records.stream().map(reader::read).toList();
            Admitted admitted = writeAdmitted(deliveries);
            Settlement settlement = admitted.settlement();
            outbox.send(Stream.concat(
                    announcements(settlement), settlement.unapplied().stream().map(router::route)));
            if (admitted.isCounted()) {
                breaker.count(deliveries, settlement.dead());
            }
            markDead(settlement.dead());
            progress.settled(meters.settled(deliveries, settlement));
            return true;
        } finally {
            progress.idle();
        }
    }

    @Override
    public long writeAgain(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        Settlement settlement =
                writePatiently(records.stream().map(reader::read).toList());
        outbox.send(Stream.concat(
                announcements(settlement),
                settlement.unapplied().stream()
                        .filter(unapplied -> unapplied.delivery() instanceof Delivery.Valid)
                        .map(router::route)));
        return settlement.dead().size();
    }

    private Admitted writeAdmitted(List<Delivery> deliveries) throws InterruptedException {
        while (true) {
            awaitLane();
            Settlement settlement = writePatiently(deliveries);
            List<Unapplied> dead = settlement.dead();
            Admission admission = asking(Admission.class, () -> breaker.admit(deliveries, dead));
            if (admission != Admission.STOPPED) {
                return new Admitted(settlement, admission == Admission.COUNTED);
            }
        }
    }

    /// What was written, and whether the breaker counts it once it is settled.
    private record Admitted(Settlement settlement, boolean isCounted) {}

    private Settlement writePatiently(List<Delivery> deliveries) throws InterruptedException {
        List<Delivery.Valid> valid = only(Delivery.Valid.class, deliveries);
        List<Unapplied> unreadable = only(Delivery.Unreadable.class, deliveries).stream()
                .map(Unapplied::of)
                .toList();
        return patience.outlast(Settlement.class, again -> writer.write(valid, again))
                .and(new Settlement(List.of(), unreadable));
    }

    private void awaitLane() throws InterruptedException {
        while (asking(Boolean.class, breaker::isStopped)) {
            progress.is(LaneState.STOPPED_BY_FLOOD_BREAKER);
            Thread.sleep(ASK_AGAIN);
        }
        progress.is(LaneState.WORKING);
    }

    private void markDead(List<Unapplied> dead) throws InterruptedException {
        ReceiptMarks marks = new ReceiptMarks();
        Map<ReceiptMarks.Key, Map<Integer, String>> reasons = new HashMap<>();
        for (Unapplied letter : dead) {
            EventHeaders headers = letter.delivery().headers();
            EventHeaders.Place place = headers == null ? null : headers.receipt();
            if (place != null) {
                ReceiptMarks.Key key = marks.add(place, letter.delivery().record());
                reasons.computeIfAbsent(key, _ -> new HashMap<>())
                        .put(
                                place.index(),
                                letter.failure().code() + ": "
                                        + letter.failure().detail());
            }
        }
        if (!marks.byKey().isEmpty()) {
            boolean _ = asking(Boolean.class, () -> {
                store.markDead(marks, reasons);
                return true;
            });
        }
    }

    private interface Question<T> {
        T ask() throws StoreException;
    }

    /// What the store says, however long it is away.
    private <T> T asking(Class<T> type, Question<T> question) throws InterruptedException {
        return patience.outlast(type, _ -> {
            try {
                return question.ask();
            } catch (StoreException away) {
                throw new OutageException(away.failure(), away);
            }
        });
    }

    private static Stream<ProducerRecord<byte[], byte[]>> announcements(Settlement settlement) {
        return settlement.sessions().stream().map(row -> new SessionChange(row).toRecord());
    }

    private static <T extends Delivery> List<T> only(Class<T> kind, List<Delivery> deliveries) {
        return deliveries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
