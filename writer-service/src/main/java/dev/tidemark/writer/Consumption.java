package dev.tidemark.writer;

import dev.tidemark.writer.kafka.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One membership in a source's group. Its thread does nothing but poll, gather, hand over and commit; batches are
/// written on another thread, one after the other. So it always polls in time, however slow the store is, and the next
/// batch is fetched while one is written.
final class Consumption implements ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(Consumption.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    /// While a batch is under way, whose end wakes the poll.
    private static final Duration BUSY = Duration.ofMillis(100);
    private static final Duration COMMITTING = Duration.ofSeconds(5);
    /// How long a rebalance is held up for a batch under way, so that nobody has to write it again.
    private static final Duration LETTING_GO = Duration.ofSeconds(3);

    private final Source source;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final BatchSettler settler;
    private final Traces traces;
    private final Executor writer;
    private final Progress progress;
    private final BatchSize size;
    private final NotYetDue notYetDue;

    private Gathered next;
    private @Nullable Writing writing;
    /// Settled, and still to be committed.
    private final Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();

    Consumption(
            Source source,
            KafkaConsumer<byte[], byte[]> consumer,
            BatchSettler settler,
            Traces traces,
            Executor writer,
            Progress progress,
            BatchSize size,
            Clock clock) {
        this.source = source;
        this.consumer = consumer;
        this.settler = settler;
        this.traces = traces;
        this.writer = writer;
        this.progress = progress;
        this.size = size;
        this.notYetDue = new NotYetDue(consumer, clock);
        this.next = size.gather();
    }

    void round() {
        progress.polled();
        holdBack();
        gather();
        Writing done = takeDone();
        if (done != null) {
            settled.putAll(done.offsets());
        }
        handOver();
        commit();
    }

    /// Waits for the batch under way and commits it; not for one that itself waits for the store or for an operator.
    ///
    /// @param patience how long at most
    void drain(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (writing != null && !writing.isDone() && !progress.state().isWaiting() && System.nanoTime() < end) {
            consumer.pause(consumer.assignment());
            poll(Duration.ofMillis(50));
        }
        Writing done = takeDone();
        if (done != null) {
            settled.putAll(done.offsets());
            commit();
        } else {
            abandon();
        }
    }

    /// Gives up the batch under way, which whoever has its partitions next writes again.
    void abandon() {
        if (writing != null) {
            writing.cancel();
            writing = null;
        }
    }

    private void holdBack() {
        Set<TopicPartition> wait = new HashSet<>(next.isFull() ? consumer.assignment() : notYetDue.partitions());
        if (!wait.equals(consumer.paused())) {
            Set<TopicPartition> goOn = new HashSet<>(consumer.paused());
            goOn.removeAll(wait);
            consumer.resume(goOn);
            consumer.pause(wait);
        }
    }

    private void gather() {
        boolean isBusy = writing != null || !settled.isEmpty();
        ConsumerRecords<byte[], byte[]> polled = poll(isBusy ? BUSY : notYetDue.untilNext(IDLE));
        if (consumer.groupMetadata().generationId() > 0 && progress.state() == LaneState.JOINING) {
            progress.is(LaneState.WORKING);
        }
        next.add(source.isRetry() ? notYetDue.holdBack(polled) : polled);
        progress.lags(consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum());
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (WakeupException aBatchIsDone) {
            return ConsumerRecords.empty();
        }
    }

    private @Nullable Writing takeDone() {
        Writing done = writing;
        if (done == null || !done.isDone()) {
            return null;
        }
        writing = null;
        return done;
    }

    private void handOver() {
        if (writing == null && !next.isEmpty()) {
            Gathered batch = next;
            next = size.gather();
            FutureTask<Boolean> settling =
                    new FutureTask<>(() ->
                            traces.around(source.label(), batch.records(), () -> settler.settle(batch.records()))) {
                        @Override
                        protected void done() {
                            consumer.wakeup();
                        }
                    };
            writing = new Writing(settling, batch.offsets());
            writer.execute(settling);
        }
    }

    private void commit() {
        while (!settled.isEmpty()) {
            try {
                consumer.commitSync(settled, COMMITTING);
                settled.clear();
            } catch (WakeupException aBatchIsDone) {
                LOG.tracef("committing again source=%s", source.label());
            } catch (RebalanceInProgressException notNow) {
                LOG.debugf("committing with the next round source=%s", source.label());
                return;
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.infof("assigned source=%s partitions=%s", source.label(), partitions);
        if (next.isFull()) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        LOG.infof("revoked source=%s partitions=%s", source.label(), partitions);
        Writing underWay = writing;
        if (underWay != null && underWay.isOf(partitions) && underWay.await(LETTING_GO)) {
            Writing done = takeDone();
            if (done != null) {
                settled.putAll(done.offsets());
            }
        }
        commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        next.drop(partitions);
        notYetDue.drop(partitions);
        settled.keySet().removeAll(partitions);
        if (writing != null) {
            writing.drop(partitions);
        }
    }
}
