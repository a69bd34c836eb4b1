package dev.tidemark.writer;

import dev.tidemark.writer.batch.Failure;
import io.smallrye.faulttolerance.api.Guard;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/// Outlasts outages of the store: tries again and again, from 200 ms to 10 s apart, until it is back or the thread is
/// interrupted.
final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);

    private final Guard guard;
    private final Progress progress;
    private final String source;

    Patience(Progress progress, String source) {
        this.progress = progress;
        this.source = source;
        this.guard = Guard.create()
                .withDescription("writing to the store")
                .withRetry()
                .maxRetries(-1)
                .maxDuration(0, ChronoUnit.MILLIS)
                .delay(200, ChronoUnit.MILLIS)
                .jitter(100, ChronoUnit.MILLIS)
                .withExponentialBackoff()
                .factor(2)
                .maxDelay(10, ChronoUnit.SECONDS)
                .done()
                .retryOn(OutageException.class)
                .beforeRetry(this::waiting)
                .done()
                .build();
    }

    /// Work that an outage may come across.
    interface Work<T> {
        /// Does it.
        ///
        /// @param again whether an outage came across it before
        T attempt(boolean again) throws OutageException;
    }

    /// The store is away.
    static final class OutageException extends Exception {
        OutageException(Failure failure, Throwable cause) {
            super(failure.detail(), cause);
        }
    }

    <T> T outlast(Class<T> type, Work<T> work) throws InterruptedException {
        boolean[] again = {false};
        try {
            T result = guard.call(
                    () -> {
                        boolean before = again[0];
                        again[0] = true;
                        progress.writing();
                        return work.attempt(before);
                    },
                    type);
            if (progress.state() == LaneState.WAITING_FOR_STORE) {
                progress.is(LaneState.WORKING);
            }
            return result;
        } catch (InterruptedException | RuntimeException passedOn) {
            throw passedOn;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void waiting(Throwable outage) {
        progress.is(LaneState.WAITING_FOR_STORE);
        LOG.warnf("waiting for the store source=%s cause=%s", source, outage.getMessage());
    }
}
