package dev.tidemark.writer.dashboard;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gives every open page a new [View] when something changed: at once when it was quiet, and at most once an interval
/// however much changes. Pages that show the same share one read.
@ApplicationScoped
class LiveFeed {
    /// Four times a second is as often as people can read.
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final Views views;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-feed").factory());
    private final BroadcastProcessor<Tick> ticks = BroadcastProcessor.create();
    private final AtomicBoolean tickIsDue = new AtomicBoolean();
    private long lastTickNanos = System.nanoTime() - INTERVAL.toNanos();

    /// A moment at which something had changed, and what has been read since then.
    private record Tick(ConcurrentHashMap<View.Query, Uni<View>> read) {
        Tick() {
            this(new ConcurrentHashMap<>());
        }
    }

    LiveFeed(Views views) {
        this.views = views;
    }

    /// Something was committed.
    void changed() {
        if (tickIsDue.compareAndSet(false, true)) {
            timer.execute(this::scheduleTick);
        }
    }

    /// What a page shows, now and whenever it changes. A page that reads slowly is given the newest only.
    Multi<View> subscribe(View.Query query) {
        return Multi.createBy()
                .merging()
                .withRequests(1)
                .streams(Multi.createFrom().item(new Tick()), ticks)
                .onOverflow()
                .dropPreviousItems()
                .onItem()
                .transformToUni(tick -> view(tick, query))
                .concatenate();
    }

    private Uni<View> view(Tick tick, View.Query query) {
        return tick.read().computeIfAbsent(query, wanted -> Uni.createFrom()
                .item(() -> views.read(wanted))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .memoize()
                .indefinitely());
    }

    /// Runs on the timer's thread alone, as does [#tick].
    private void scheduleTick() {
        long wait = lastTickNanos + INTERVAL.toNanos() - System.nanoTime();
        ScheduledFuture<?> _ = timer.schedule(this::tick, Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        lastTickNanos = System.nanoTime();
        tickIsDue.set(false);
        ticks.onNext(new Tick());
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        ticks.onComplete();
    }
}
