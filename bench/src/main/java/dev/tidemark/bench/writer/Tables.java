package dev.tidemark.bench.writer;

import dev.tidemark.cli.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/// What the store holds, as anybody sees it who connects to PostgreSQL.
public record Tables(Connection connection) implements AutoCloseable {
    /// Those of the rig.
    public static Tables of(WriterRig rig) throws SQLException {
        return new Tables(rig.connect());
    }

    /// How many sessions were last heard of from this moment until before that.
    public long sessions(Instant from, Instant to) throws SQLException {
        return number(
                "SELECT count(*) FROM session WHERE last_seen_at >= ? AND last_seen_at < ?",
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC));
    }

    /// Makes measurements start alike: what was written before is on disk, and PostgreSQL knows the tables.
    public void settle() throws SQLException {
        execute("ANALYZE");
        execute("CHECKPOINT");
    }

    /// What a query says, which must be one number.
    public long number(String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure("PostgreSQL counted nothing");
                }
                return row.getLong(1);
            }
        }
    }

    /// Does something.
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
