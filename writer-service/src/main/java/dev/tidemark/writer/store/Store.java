package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventType;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.batch.ReceiptMarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Writes batches. A batch is written whole or not at all, and writing it again changes nothing.
@ApplicationScoped
public class Store {
    private final DataSource dataSource;

    Store(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Rehearsals count here, so that no writer waits for them.
    private static final int REHEARSAL_SHARD = -1;

    /// How long to wait for a row that somebody else holds.
    public enum Locks {
        /// As long as the connection is configured to.
        WAIT(""),
        /// 250 ms: where one event of many is known to be held up, and only which one is to be found.
        HARDLY_WAIT("250ms"),
        /// 100 ms: where nothing is to be written, and nobody is to be held up.
        REHEARSE("100ms");

        private final String timeout;

        Locks(String timeout) {
            this.timeout = timeout;
        }

        void apply(Connection connection) throws SQLException {
            if (this != WAIT) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET LOCAL lock_timeout = '" + timeout + "'");
                }
            }
        }
    }

    /// Joins a batch into the tables: one statement a table, one transaction. Every writer locks tables and rows in
    /// the same order, so that no two wait for each other in a circle.
    ///
    /// @param shard which of the session counts this writer keeps
    /// @param locks how long to wait for a row that somebody else holds
    /// @return every session of the batch as it stands committed
    /// @throws StoreException when nothing was written, with whose fault it is
    public List<SessionRow> write(Batch batch, int shard, Locks locks) throws StoreException {
        return inTransaction(connection -> {
            locks.apply(connection);
            return write(connection, batch, shard);
        });
    }

    private static List<SessionRow> write(Connection connection, Batch batch, int shard) throws SQLException {
        for (Map.Entry<EventType, Map<Batch.RowKey, RowState>> rows :
                batch.rows().entrySet()) {
            EventTable.of(rows.getKey()).upsert(connection, rows.getValue());
        }
        RecordTable.upsert(connection, batch.records());
        ReceiptTable.markApplied(connection, batch.applied());
        // Last, so that the counts, which many writers share, are held for the shortest time.
        return SessionTable.upsert(connection, batch.sessions(), shard);
    }

    /// Does what [#write] does and takes it back.
    ///
    /// @throws StoreException when it would not have been written, with whose fault it is
    public void rehearse(Batch batch) throws StoreException {
        rolledBack(connection -> write(connection, batch, REHEARSAL_SHARD));
    }

    /// Rehearses batches each by itself, so that none sees another.
    ///
    /// @return for each of them what the store has against it
    /// @throws StoreException when the store is away
    public List<Optional<Failure>> rehearseEach(List<Batch> batches) throws StoreException {
        return rolledBack(connection -> {
            List<Optional<Failure>> failures = new ArrayList<>(batches.size());
            Savepoint before = connection.setSavepoint();
            for (Batch batch : batches) {
                failures.add(rehearse(connection, batch));
                connection.rollback(before);
            }
            return failures;
        });
    }

    private static Optional<Failure> rehearse(Connection connection, Batch batch) throws SQLException {
        try {
            List<SessionRow> _ = write(connection, batch, REHEARSAL_SHARD);
            return Optional.empty();
        } catch (SQLException refused) {
            Failure failure = StoreException.of(refused).failure();
            if (failure instanceof Failure.Outage) {
                throw refused;
            }
            return Optional.of(failure);
        }
    }

    /// Writes a reserved row to every table that a batch would write to, and takes it away again: whether the store
    /// commits to those tables at all.
    ///
    /// @param shard which of the session counts this writer keeps
    /// @throws StoreException when it does not
    public void probe(Batch batch, int shard) throws StoreException {
        inTransaction(connection -> {
            Locks.HARDLY_WAIT.apply(connection);
            Probe.write(connection, batch, shard);
            return true;
        });
    }

    /// Marks events of receipts as dead.
    ///
    /// @throws StoreException when nothing was written
    public void markDead(ReceiptMarks dead, Map<ReceiptMarks.Key, Map<Integer, String>> reasons) throws StoreException {
        inTransaction(connection -> {
            ReceiptTable.markDead(connection, dead, reasons);
            return true;
        });
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws StoreException {
        return with(connection -> {
            T result = work.in(connection);
            connection.commit();
            return result;
        });
    }

    private <T> T rolledBack(Work<T> work) throws StoreException {
        return with(connection -> {
            Locks.REHEARSE.apply(connection);
            T result = work.in(connection);
            connection.rollback();
            return result;
        });
    }

    private <T> T with(Work<T> work) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return work.in(connection);
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException refused) {
            throw StoreException.of(refused);
        }
    }
}
