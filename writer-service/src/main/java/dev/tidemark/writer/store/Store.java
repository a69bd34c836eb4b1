package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventType;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.writer.batch.Batch;
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
    /// the same order, so that no two wait for each other.
    ///
    /// @param shard which of the session counts this writer keeps
    /// @return every session of the batch as it stands committed
    /// @throws StoreException when nothing was written, with whose fault it is
    public List<SessionRow> write(Batch batch, int shard) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (Map.Entry<EventType, Map<Batch.RowKey, RowState>> rows :
                        batch.rows().entrySet()) {
                    EventTable.of(rows.getKey()).upsert(connection, rows.getValue());
                }
                RecordTable.upsert(connection, batch.records());
                // Last, so that the counts, which many writers share, are held for the shortest time.
                List<SessionRow> sessions = SessionTable.upsert(connection, batch.sessions(), shard);
                connection.commit();
                return sessions;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException refused) {
            throw StoreException.of(refused);
        }
    }
}
