package dev.tidemark.system.guarantee;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Clients that go on sending whatever happens, poison among it, until this is closed.
final class Traffic implements AutoCloseable {
    private static final int TICK_MILLIS = 25;
    private static final int ONE_POISON_IN = 500;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> ticking;

    Traffic(Workload workload, Ledger ledger, int perSecond) {
        int perTick = Math.max(1, perSecond * TICK_MILLIS / 1_000);
        ticking = clock.scheduleWithFixedDelay(
                () -> ledger.send(workload.eventsWithPoison(perTick, ONE_POISON_IN)),
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        boolean wasSending = ticking.cancel(false);
        clock.close();
        if (!wasSending) {
            try {
                ticking.get();
            } catch (ExecutionException | InterruptedException broken) {
                throw new AssertionError("the test stopped sending", broken);
            }
        }
    }
}
