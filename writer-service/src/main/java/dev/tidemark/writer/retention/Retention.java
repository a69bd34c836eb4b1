package dev.tidemark.writer.retention;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Removes what is older than it is kept, a few rows at a time, each batch in a transaction of its own. Rows that a
/// writer holds are left for the next time, so that nobody waits for this.
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    /// Whichever instance has it works; the others have nothing to do.
    private static final long LOCK = 0x7469_6465_6D61_726BL;

    private final DataSource dataSource;
    private final RetentionConfig config;
    private final Clock clock;

    Retention(DataSource dataSource, RetentionConfig config, Clock clock) {
        this.dataSource = dataSource;
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
        remove("page_visit", "occurred_at", config.pageVisits());
        remove("activity", "occurred_at", config.activities());
        remove("receipt", "created_at", config.receipts());
    }

    private void remove(String table, String time, Duration kept) throws InterruptedException {
        long removed = 0;
        try {
            for (int batch = config.batch(); batch == config.batch(); Thread.sleep(config.pause())) {
                batch = removeBatch(table, time, kept);
                removed += batch;
            }
        } catch (SQLException away) {
            LOG.warnf("removing later table=%s sqlstate=%s", table, away.getSQLState());
        }
        if (removed > 0) {
            LOG.infof("removed what is too old table=%s rows=%d", table, removed);
        }
    }

    private int removeBatch(String table, String time, Duration kept) throws SQLException {
        String delete = """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT ? FOR UPDATE SKIP LOCKED))""".formatted(table, time);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(delete)) {
            connection.setAutoCommit(false);
            int removed = 0;
            if (isMine(connection)) {
                statement.setObject(1, OffsetDateTime.ofInstant(clock.instant().minus(kept), ZoneOffset.UTC));
                statement.setInt(2, config.batch());
                removed = statement.executeUpdate();
            }
            connection.commit();
            return removed;
        }
    }

    private static boolean isMine(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
