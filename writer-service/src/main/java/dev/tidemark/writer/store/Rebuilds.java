package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/// The one row that says how far the last rebuild is.
@ApplicationScoped
public class Rebuilds {
    /// A running one that was silent for this long has died with its instance.
    private static final String SILENT = "interval '60 s'";

    private static final String BEGIN = """
            INSERT INTO rebuild AS r (from_time, state, started_by) VALUES (?, 'running', ?)
            ON CONFLICT (singleton) DO UPDATE SET
                from_time = excluded.from_time, state = 'running', total = 0, done = 0, not_applied = 0,
                started_by = excluded.started_by, started_at = now(), updated_at = now(), cancelled = false
            WHERE r.state <> 'running' OR r.updated_at < now() - %s
            RETURNING started_at""".formatted(SILENT);
    private static final String UPDATE = """
            UPDATE rebuild SET state = ?, total = ?, done = ?, not_applied = ?, updated_at = now()
            WHERE started_at = ?
            RETURNING cancelled""";
    private static final String READ = """
            SELECT from_time,
                   CASE WHEN state = 'running' AND updated_at < now() - %s THEN 'died' ELSE state END AS state,
                   total, done, not_applied, started_by, started_at, updated_at
            FROM rebuild""".formatted(SILENT);

    private final DataSource dataSource;

    Rebuilds(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Claims the row.
    ///
    /// @return when it began, which names it; nothing when another one is running
    public Optional<Instant> begin(Instant from, String by) throws StoreException {
        return new Query(dataSource, BEGIN).run(statement -> {
            statement.setObject(1, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
            statement.setString(2, by);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(time(row, "started_at")) : Optional.empty();
            }
        });
    }

    /// Says how far it is.
    ///
    /// @param begun which
    /// @return whether it should stop: an operator cancelled it, or another one was begun since
    public boolean update(Instant begun, String state, long total, long done, long notApplied) throws StoreException {
        return new Query(dataSource, UPDATE).run(statement -> {
            statement.setString(1, state);
            statement.setLong(2, total);
            statement.setLong(3, done);
            statement.setLong(4, notApplied);
            statement.setObject(5, OffsetDateTime.ofInstant(begun, ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                return !row.next() || row.getBoolean(1);
            }
        });
    }

    /// Asks the running one to stop.
    public void cancel() throws StoreException {
        int _ = new Query(dataSource, "UPDATE rebuild SET cancelled = true").run(PreparedStatement::executeUpdate);
    }

    /// How far the last one is; nothing when there was none.
    public Optional<RebuildState> last() throws StoreException {
        return new Query(dataSource, READ).run(statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        });
    }

    private static RebuildState read(ResultSet row) throws SQLException {
        return new RebuildState(
                time(row, "from_time"),
                row.getString("state"),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("not_applied"),
                row.getString("started_by"),
                time(row, "started_at"),
                time(row, "updated_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
