package dev.tidemark.writer.replay;

import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.DeliveryReader;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import dev.tidemark.writer.store.ReplayWork;
import dev.tidemark.writer.store.ReplayWork.Finding;
import dev.tidemark.writer.store.StoreDryRun;
import dev.tidemark.writer.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/// Tries letters out, as if they came from Kafka now.
@ApplicationScoped
class Trying {
    private final ReplayWork work;
    private final DryRun dryRun;
    private final Courtesy courtesy;
    private final Clock clock;

    Trying(ReplayWork work, StoreDryRun store, OperationPrefixes prefixes, Courtesy courtesy, Clock clock) {
        this.work = work;
        this.dryRun = new DryRun(store, prefixes);
        this.courtesy = courtesy;
        this.clock = clock;
    }

    /// Tries out as many as can be in the time.
    ///
    /// @return whether there were any
    boolean work(ReplayTask task, Slice slice) throws StoreException, InterruptedException {
        boolean had = false;
        while (slice.goesOn() && courtesy.await(slice)) {
            List<ReplayItem> items = work.next(task.id(), DryRun.MOST);
            if (items.isEmpty()) {
                break;
            }
            had = true;
            Sendable sendable = Sendable.of(task, items);
            List<DryRun.Verdict> verdicts =
                    dryRun.of(sendable.records().stream().map(this::delivery).toList());
            List<Finding> findings = new ArrayList<>(sendable.others());
            for (int i = 0; i < verdicts.size(); i++) {
                findings.add(finding(sendable.items().get(i), verdicts.get(i)));
            }
            work.note(task.id(), findings);
        }
        return had;
    }

    private Delivery delivery(ProducerRecord<byte[], byte[]> record) {
        return new DeliveryReader(Source.of(record.topic()), clock)
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

    private static Finding finding(ReplayItem item, DryRun.Verdict verdict) {
        return switch (verdict) {
            case DryRun.Verdict.Applicable _ -> new Finding(item.position(), "applied", null, null);
            case DryRun.Verdict.Refused(var failure) ->
                new Finding(item.position(), "failed", failure.kind() + "/" + failure.code(), failure.detail());
            case DryRun.Verdict.Undecided _ ->
                new Finding(item.position(), "undecided", null, "somebody else held its rows");
        };
    }
}
