package dev.tidemark.ingest.publishing;

import dev.tidemark.ingest.validation.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The fates of the events of one shipment, as they become known, from whatever thread.
final class Delivery {
    private final AtomicReferenceArray<@Nullable Verdict> verdicts;
    private final CountDownLatch open;

    Delivery(int size) {
        this.verdicts = new AtomicReferenceArray<>(size);
        this.open = new CountDownLatch(size);
    }

    /// Settles one event. The first word counts.
    void settle(int index, Verdict verdict) {
        if (verdicts.compareAndSet(index, null, verdict)) {
            open.countDown();
        }
    }

    /// Whether this event is to be retried already: the producer blocked as long as it may.
    boolean isRetryAlready(int index) {
        return verdicts.get(index) instanceof Verdict.Retry;
    }

    /// All fates, in their order; what is not known in time is to be retried.
    List<Verdict> await(Duration patience) {
        try {
            boolean _ = open.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        List<Verdict> known = new ArrayList<>(verdicts.length());
        for (int i = 0; i < verdicts.length(); i++) {
            settle(i, Verdict.Retry.KAFKA_UNAVAILABLE);
            known.add(Objects.requireNonNull(verdicts.get(i)));
        }
        return Collections.unmodifiableList(known);
    }
}
