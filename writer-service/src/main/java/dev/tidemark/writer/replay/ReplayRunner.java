package dev.tidemark.writer.replay;

import dev.tidemark.writer.LaneState;
import dev.tidemark.writer.Progress;
import dev.tidemark.writer.Workers;
import dev.tidemark.writer.store.ReplayTask;
import dev.tidemark.writer.store.ReplayWork;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Works on replays, a second on each in turn, for as long as the service runs. What it cannot do now, whoever claims
/// the replay next does: nothing is lost, and what was sent twice is applied once.
@ApplicationScoped
class ReplayRunner implements Runnable {
    private static final Logger LOG = Logger.getLogger(ReplayRunner.class);
    private static final String SOURCE = "replays";
    private static final Duration IDLE = Duration.ofMillis(200);
    /// How soon one is looked at again that only waits for outcomes.
    private static final Duration WAITING = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final String owner = UUID.randomUUID().toString();
    private final ReplayWork work;
    private final Trying trying;
    private final Sending sending;
    private final Workers workers;
    private final Progress progress = new Progress();
    private volatile boolean running = true;
    private @Nullable Thread thread;

    ReplayRunner(ReplayWork work, Trying trying, Sending sending, Workers workers) {
        this.work = work;
        this.trying = trying;
        this.sending = sending;
        this.workers = workers;
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
                Optional<ReplayTask> claimed = work.claim(owner);
                if (claimed.isPresent()) {
                    slice(claimed.get());
                } else {
                    Thread.sleep(IDLE);
                }
                progress.is(LaneState.WORKING);
            } catch (StoreException away) {
                progress.is(LaneState.WAITING_FOR_STORE);
                LOG.warnf("replays wait for the store cause=%s", away.failure().detail());
                pause();
            } catch (KafkaException away) {
                progress.is(LaneState.WAITING_FOR_KAFKA);
                LOG.warnf("replays wait for Kafka cause=%s", away.getMessage());
                pause();
            } catch (RuntimeException ourFault) {
                progress.is(LaneState.FAILING);
                LOG.error("a replay failed; it goes on where it was", ourFault);
                pause();
            } catch (InterruptedException stopped) {
                break;
            }
        }
        progress.is(LaneState.STOPPED);
    }

    private void slice(ReplayTask task) throws StoreException, InterruptedException {
        Slice slice = new Slice(task.id(), owner, work, () -> running);
        boolean hadWork = task.isDryRun() ? trying.work(task, slice) : sending.work(task, slice);
        work.release(task.id(), owner, hadWork ? Duration.ZERO : WAITING);
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
