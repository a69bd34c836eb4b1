package dev.tidemark.writer.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.writer.status.PipelineHealth;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Gives every open page a new [View] when something changed: at once when it was quiet, and at most once an interval
/// however much changes. Pages that show the same share one read and its JSON. Where nobody is told of a change, it is
/// looked for once a second while a page is open.
@ApplicationScoped
class LiveFeed {
    /// Five times a second is as often as people can read.
    static final Duration INTERVAL = Duration.ofMillis(200);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// A stream that is silent for longer is taken for dead.
    private static final int LOOKS_A_PING = 10;

    private static final int FIRST = 1;

    /// So many read at once, and no more: the lanes have the same store, and its connections.
    private static final int READERS = 4;

    private final Views views;
    private final Surroundings surroundings;
    private final PipelineHealth health;
    private final ObjectMapper json;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-feed").factory());
    private final ExecutorService readers = Executors.newFixedThreadPool(
            READERS, Thread.ofPlatform().daemon().name("live-reader-", 0).factory());
    private final BroadcastProcessor<Tick> ticks = BroadcastProcessor.create();
    private final BroadcastProcessor<Integer> pings = BroadcastProcessor.create();
    private final AtomicBoolean tickIsDue = new AtomicBoolean();
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final AtomicInteger pages = new AtomicInteger();
    private volatile boolean closed;
    private long lastTickNanos = System.nanoTime() - INTERVAL.toNanos();
    private int lookCount;

    /// A view as it is sent.
    record Sent(View view, String json) {}

    /// A moment at which something had changed, and what has been read since then.
    private record Tick(ConcurrentHashMap<Wanted, Uni<Sent>> read) {
        Tick() {
            this(new ConcurrentHashMap<>());
        }
    }

    /// What a page wants.
    ///
    /// @param since from when on it wants minutes that changed; null when it shows nothing yet
    private record Wanted(View.Query query, @Nullable Instant since) {
        /// Since the beginning of a minute, so that pages want the same whenever they were opened. Having a
        /// minute twice does no harm.
        static Wanted of(View.Query query, @Nullable Instant shown) {
            return new Wanted(query, shown == null ? null : shown.truncatedTo(ChronoUnit.MINUTES));
        }
    }

    /// An open page.
    private final class OpenPage {
        private final View.Query query;
        private volatile @Nullable Instant since;
        private volatile @Nullable View shown;

        OpenPage(View.Query query, @Nullable Instant since) {
            this.query = query;
            this.since = since;
        }

        Uni<Sent> next(Tick tick) {
            return read(tick, Wanted.of(query, since))
                    .onItem()
                    .invoke(sent -> {
                        since = sent.view().at();
                        shown = sent.view();
                    })
                    .onFailure(StoreException.class)
                    .recoverWithUni(away -> {
                        View last = shown;
                        return last == null
                                ? Uni.createFrom().failure(away)
                                : Uni.createFrom().item(sent(last.again(health.latest())));
                    });
        }
    }

    LiveFeed(Views views, Surroundings surroundings, PipelineHealth health, ObjectMapper json) {
        this.views = views;
        this.surroundings = surroundings;
        this.health = health;
        this.json = json;
    }

    /// Something was committed.
    void changed() {
        if (!closed && tickIsDue.compareAndSet(false, true)) {
            timer.execute(this::scheduleTick);
        }
    }

    /// What a page shows, now and whenever it changes, until the service stops. A page that reads slowly is given the
    /// newest only. While the store is away it is what was read last.
    ///
    /// @param since when what it shows already was read; null when it shows nothing
    Multi<Sent> subscribe(View.Query query, @Nullable Instant since) {
        return Multi.createFrom().deferred(() -> {
            if (closed) {
                return Multi.createFrom().empty();
            }
            OpenPage page = new OpenPage(query, since);
            opened();
            return Multi.createBy()
                    .merging()
                    .withRequests(1)
                    .streams(Multi.createFrom().item(new Tick()), ticks)
                    .onOverflow()
                    .dropPreviousItems()
                    .onItem()
                    .transformToUni(page::next)
                    .concatenate()
                    .onTermination()
                    .invoke(pages::decrementAndGet);
        });
    }

    /// Says every ten seconds that the service is there, until it stops.
    Multi<Integer> pings() {
        return pings.onOverflow().drop();
    }

    private Uni<Sent> read(Tick tick, Wanted wanted) {
        return tick.read().computeIfAbsent(wanted, page -> Uni.createFrom()
                .<Sent>emitter(reader -> {
                    try {
                        reader.complete(sent(views.read(page.query(), page.since())));
                    } catch (StoreException away) {
                        reader.fail(away);
                    }
                })
                .runSubscriptionOn(readers)
                .memoize()
                .indefinitely());
    }

    private Sent sent(View view) {
        try {
            return new Sent(view, json.writeValueAsString(view));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a view cannot be written as JSON", impossible);
        }
    }

    private void opened() {
        pages.incrementAndGet();
        startLooking();
    }

    private void startLooking() {
        if (!closed && isLooking.compareAndSet(false, true)) {
            timer.execute(this::look);
        }
    }

    /// Runs on the timer's thread alone, as do [#tick] and [#look].
    private void scheduleTick() {
        long wait = lastTickNanos + INTERVAL.toNanos() - System.nanoTime();
        ScheduledFuture<?> _ = timer.schedule(this::tick, Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        lastTickNanos = System.nanoTime();
        tickIsDue.set(false);
        ticks.onNext(new Tick());
    }

    /// Goes on while a page is open.
    private void look() {
        if (pages.get() == 0) {
            isLooking.set(false);
            if (pages.get() > 0) {
                startLooking(); // one was opened just now
            }
            return;
        }
        if (++lookCount % LOOKS_A_PING == 0) {
            pings.onNext(lookCount);
        }
        Infrastructure.getDefaultWorkerPool().execute(this::lookAround);
    }

    private void lookAround() {
        try {
            if (surroundings.haveChanged()) {
                changed();
            }
        } finally {
            if (!closed) {
                ScheduledFuture<?> _ = timer.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /// Ends the streams before anything waits for what is open.
    void stop(@Observes @Priority(FIRST) ShutdownEvent stopping) {
        close();
    }

    @PreDestroy
    void close() {
        closed = true;
        timer.shutdownNow();
        ticks.onComplete();
        pings.onComplete();
        readers.shutdown();
    }
}
