package dev.tidemark.writer.rollup;

import dev.tidemark.writer.LaneState;
import dev.tidemark.writer.Progress;
import dev.tidemark.writer.Workers;
import dev.tidemark.writer.store.Rollups;
import dev.tidemark.writer.store.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts minutes again that are due, for as long as the service runs. Any number of instances may: one counts at a
/// time. How many minutes it counts at once follows from how long that takes, because sums wait meanwhile.
@ApplicationScoped
class Recounts implements Runnable {
    private static final Logger LOG = Logger.getLogger(Recounts.class);
    private static final String SOURCE = "recounts";
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LOOKING = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofMillis(500);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final int MOST = 200;

    private final Rollups rollups;
    private final Workers workers;
    private final Counter counted;
    private final Progress progress = new Progress();
    private volatile boolean running = true;
    private volatile int due;
    private @Nullable Thread thread;
    private int minutes = MOST;
    private long lookedAt = System.nanoTime() - LOOKING.toNanos();

    Recounts(Rollups rollups, Workers workers, MeterRegistry registry) {
        this.rollups = rollups;
        this.workers = workers;
        this.counted = Counter.builder("tidemark.writer.rollups.recounted")
                .description("Minutes that were counted again from the sessions")
                .baseUnit("minutes")
                .register(registry);
        Gauge.builder("tidemark.writer.rollups.due", () -> due)
                .description("Minutes that are to be counted again from the sessions, 100,000 at most")
                .baseUnit("minutes")
                .register(registry);
    }

    void start(@Observes StartupEvent starting) {
        thread = workers.start(SOURCE, SOURCE, 0, progress, this);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        if (thread != null) {
            boolean _ = thread.join(STOPPING);
        }
    }

    @Override
    public void run() {
        while (running) {
            try {
                progress.polled();
                look();
                if (count() == 0) {
                    Thread.sleep(IDLE);
                }
                progress.is(LaneState.WORKING);
            } catch (StoreException away) {
                fewer(); // if it was that there were too many
                progress.is(LaneState.WAITING_FOR_STORE);
                LOG.warnf("recounts wait for the store cause=%s", away.failure().detail());
                pause();
            } catch (RuntimeException ourFault) {
                progress.is(LaneState.FAILING);
                LOG.error("minutes were not counted; they are still due", ourFault);
                pause();
            } catch (InterruptedException stopped) {
                break;
            }
        }
        progress.is(LaneState.STOPPED);
    }

    private int count() throws StoreException {
        long begun = System.nanoTime();
        int done = rollups.recount(minutes);
        counted.increment(done);
        if (System.nanoTime() - begun > LONG.toNanos()) {
            fewer();
        } else {
            minutes = Math.min(MOST, minutes * 2);
        }
        return done;
    }

    private void fewer() {
        minutes = Math.max(1, minutes / 2);
    }

    private void look() throws StoreException {
        if (System.nanoTime() - lookedAt >= LOOKING.toNanos()) {
            due = rollups.due();
            lookedAt = System.nanoTime();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(IDLE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
