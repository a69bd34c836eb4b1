package dev.tidemark.writer.replay;

import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.Lanes;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.DeliveryReader;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import dev.tidemark.writer.store.ReplayWork;
import dev.tidemark.writer.store.ReplayWork.Finding;
import dev.tidemark.writer.store.Store;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;

/// Works on replays, a second on each in turn, for as long as the service runs.
@ApplicationScoped
class ReplayRunner implements Runnable {
    private static final Logger LOG = Logger.getLogger(ReplayRunner.class);
    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMillis(500);
    /// So many seconds' worth may be on the lanes without an outcome.
    private static final int AHEAD_SECONDS = 5;

    private final String owner = UUID.randomUUID().toString();
    private final ReplayWork work;
    private final Rehearsal rehearsal;
    private final Outbox outbox;
    private final Lanes lanes;
    private final Clock clock;
    private volatile boolean running = true;

    ReplayRunner(ReplayWork work, Store store, OperationPrefixes prefixes, Outbox outbox, Lanes lanes, Clock clock) {
        this.work = work;
        this.rehearsal = new Rehearsal(store, prefixes);
        this.outbox = outbox;
        this.lanes = lanes;
        this.clock = clock;
    }

    void start(@Observes StartupEvent starting) {
        Thread.ofPlatform().daemon().name("replays").start(this);
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
    }

    @Override
    public void run() {
        while (running) {
            try {
                Optional<ReplayTask> claimed = work.claim(owner);
                if (claimed.isPresent()) {
                    slice(claimed.get());
                } else {
                    Thread.sleep(IDLE);
                }
            } catch (StoreException | KafkaException away) {
                LOG.warnf("a replay waits cause=%s", away.getMessage());
                pause();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException ourFault) {
                LOG.error("a replay failed; it is tried again", ourFault);
                pause();
            }
        }
    }

    /// What it cannot do now, whoever claims it next does: nothing is lost, and what was sent twice is applied once.
    private void slice(ReplayTask task) throws StoreException, InterruptedException {
        long begun = System.nanoTime();
        if (task.isDryRun()) {
            tryOut(task, begun);
        } else {
            send(task, begun);
        }
        work.release(task.id(), owner);
    }

    private void send(ReplayTask task, long begun) throws StoreException, InterruptedException {
        Resend resend = new Resend(task);
        Pace pace = new Pace(task.rate(), begun);
        long left = Math.min(task.rate(), (long) AHEAD_SECONDS * task.rate() - work.underWay(task.id()));
        while (left > 0 && goesOn(task, begun)) {
            yieldToExpress(begun);
            List<ReplayItem> items = work.next(task.id(), 0, (int) Math.min(left, pace.piece()));
            if (items.isEmpty()) {
                break;
            }
            Thread.sleep(pace.waitBefore(items.size(), System.nanoTime()));
            outbox.send(items.stream().map(resend::record));
            work.markSent(task.id(), items);
            left -= items.size();
        }
        Thread.sleep(Duration.ofNanos(Math.max(0, SLICE.toNanos() - (System.nanoTime() - begun))));
    }

    private void tryOut(ReplayTask task, long begun) throws StoreException, InterruptedException {
        Resend resend = new Resend(task);
        while (goesOn(task, begun)) {
            yieldToExpress(begun);
            List<ReplayItem> items = work.next(task.id(), 0, Rehearsal.MOST);
            if (items.isEmpty()) {
                return;
            }
            List<Rehearsal.Verdict> verdicts = rehearsal.of(
                    items.stream().map(resend::record).map(this::delivery).toList());
            List<Finding> findings = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                findings.add(finding(items.get(i).position(), verdicts.get(i)));
            }
            work.note(task.id(), findings);
        }
    }

    private Delivery delivery(ProducerRecord<byte[], byte[]> record) {
        Source source = record.topic().equals(Source.EXPRESS.topics().getFirst().name()) ? Source.EXPRESS : Source.BULK;
        return new DeliveryReader(source, clock)
                .read(new ConsumerRecord<>(
                        record.topic(),
                        0,
                        0,
                        clock.millis(),
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()));
    }

    private static Finding finding(long position, Rehearsal.Verdict verdict) {
        return switch (verdict) {
            case Rehearsal.Verdict.Applicable _ -> new Finding(position, "applied", null, null);
            case Rehearsal.Verdict.Refused(var failure) ->
                new Finding(position, "failed", failure.kind() + "/" + failure.code(), failure.detail());
            case Rehearsal.Verdict.Undecided _ ->
                new Finding(position, "undecided", null, "somebody else held its rows");
        };
    }

    private boolean goesOn(ReplayTask task, long begun) throws StoreException {
        return running && System.nanoTime() - begun < SLICE.toNanos() && work.renew(task.id(), owner);
    }

    /// Live starts and ends come first.
    private void yieldToExpress(long begun) throws InterruptedException {
        while (running && lanes.isBehind(Lane.EXPRESS) && System.nanoTime() - begun < SLICE.toNanos()) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SLICE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
