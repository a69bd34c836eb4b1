package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventType;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.ReceiptMarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Writes batches. A batch is written whole or not at all, and writing it again changes nothing.
@ApplicationScoped
public class Store {
    private final DataSource dataSource;

    Store(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Joins a batch into the tables: one statement a table, one transaction. Every writer locks tables and rows in
    /// the same order, so that no two wait for each other in a circle.
    ///
    /// @param shard which of the session counts this writer keeps
    /// @param locks how long to wait for a row that somebody else holds
    /// @return every session of the batch as it stands committed
    /// @throws StoreException when nothing was written, with whose fault it is
    public List<SessionRow> write(Batch batch, int shard, Locks locks) throws StoreException {
        return new Transaction(dataSource).run(connection -> {
            locks.apply(connection);
            List<SessionRow> sessions = write(connection, batch, shard);
            ReplayTable.markApplied(connection, batch.replayed());
            return sessions;
        });
    }

    /// The effect of a batch.
    static List<SessionRow> write(Connection connection, Batch batch, int shard) throws SQLException {
        for (Map.Entry<EventType, Map<Batch.RowKey, RowState>> rows :
                batch.rows().entrySet()) {
            EventTable.of(rows.getKey()).upsert(connection, rows.getValue());
        }
        RecordTable.upsert(connection, batch.records());
        ReceiptTable.markApplied(connection, batch.applied());
        // Last, so that the counts, which many writers share, are held for the shortest time.
        return SessionTable.upsert(connection, batch.sessions(), shard);
    }

    /// Writes a reserved row to every table that a batch would write to, and takes it away again: whether the store
    /// commits to those tables at all.
    ///
    /// @param shard which of the session counts this writer keeps
    /// @throws StoreException when it does not
    public void probe(Batch batch, int shard) throws StoreException {
        Probe.commit(dataSource, batch, shard);
    }

    /// Marks events of receipts as dead.
    ///
    /// @throws StoreException when nothing was written
    public void markDead(ReceiptMarks dead, Map<ReceiptMarks.Key, Map<Integer, String>> reasons) throws StoreException {
        boolean _ = new Transaction(dataSource).run(connection -> {
            ReceiptTable.markDead(connection, dead, reasons);
            return true;
        });
    }
}
