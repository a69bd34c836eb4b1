package dev.tidemark.writer.retention;

import dev.tidemark.writer.store.OldRows;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Removes what is older than it is kept, a few rows at a time, each batch in a transaction of its own. Rows that a
/// writer holds are left for the next time, so that nobody waits for this.
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final OldRows oldRows;
    private final RetentionConfig config;
    private final Clock clock;

    Retention(OldRows oldRows, RetentionConfig config, Clock clock) {
        this.oldRows = oldRows;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent starting, Scheduler scheduler) {
        scheduler
                .newJob("retention")
                .setInterval(config.every().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(_ -> run(), true)
                .schedule();
    }

    void run() {
        try {
            removeAll();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeAll() throws InterruptedException {
        remove(OldRows.Table.PAGE_VISIT, config.pageVisits());
        remove(OldRows.Table.ACTIVITY, config.activities());
        remove(OldRows.Table.RECEIPT, config.receipts());
    }

    private void remove(OldRows.Table table, Duration kept) throws InterruptedException {
        long removed = 0;
        try {
            for (int batch = config.batch(); batch == config.batch(); Thread.sleep(config.pause())) {
                batch = oldRows.remove(table, clock.instant().minus(kept), config.batch());
                removed += batch;
            }
        } catch (StoreException away) {
            LOG.warnf(
                    "removing later table=%s sqlstate=%s", table, away.failure().sqlState());
        }
        if (removed > 0) {
            LOG.infof("removed what is too old table=%s rows=%d", table, removed);
        }
    }
}
