package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.writer.store.Audits.Action;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/// The one row that says how far the letters were last read from the topic anew.
@ApplicationScoped
public class LetterRebuilds {
    private static final String SILENT = "interval '60 s'";
    private static final String BEGIN = """
            INSERT INTO dead_letter_rebuild AS r (state, started_by) VALUES ('running', ?)
            ON CONFLICT (singleton) DO UPDATE SET
                state = 'running', read = 0, total = 0, started_by = excluded.started_by, started_at = now(),
                updated_at = now()
            WHERE r.state <> 'running' OR r.updated_at < now() - %s
            RETURNING started_at""".formatted(SILENT);
    private static final String UPDATE = """
            UPDATE dead_letter_rebuild SET state = ?, read = ?, total = ?, updated_at = now() WHERE started_at = ?""";
    private static final String READ = """
            SELECT CASE WHEN state = 'running' AND updated_at < now() - %s THEN 'died' ELSE state END AS state,
                   read, total, started_by, started_at, updated_at
            FROM dead_letter_rebuild""".formatted(SILENT);

    private final DataSource dataSource;

    LetterRebuilds(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// How far it is.
    ///
    /// @param state     `running`, `completed`, `failed`, or `died` when its instance is silent
    /// @param read      how many records of the topic were read
    /// @param total     how many there are; 0 until they are counted
    /// @param startedBy who started it
    /// @param updatedAt when it was last heard of
    @RegisterForReflection
    public record State(String state, long read, long total, String startedBy, Instant startedAt, Instant updatedAt) {}

    /// Claims the row, and audits it.
    ///
    /// @return when it began, which names it; nothing when another one is running
    public Optional<Instant> begin(By by) throws StoreException {
        return new Transaction(dataSource).run(connection -> {
            Optional<Instant> begun = claim(connection, by);
            if (begun.isPresent()) {
                Audits.append(
                        connection,
                        Action.PROJECTION_REBUILD,
                        "dead-letters",
                        by,
                        JsonNodeFactory.instance.objectNode());
            }
            return begun;
        });
    }

    private static Optional<Instant> claim(Connection connection, By by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, by.who());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(LetterRow.time(row, "started_at")) : Optional.empty();
            }
        }
    }

    /// Says how far it is.
    ///
    /// @param begun which
    public void update(Instant begun, String state, long read, long total) throws StoreException {
        int _ = new Query(dataSource, UPDATE).run(statement -> {
            statement.setString(1, state);
            statement.setLong(2, read);
            statement.setLong(3, total);
            statement.setObject(4, OffsetDateTime.ofInstant(begun, ZoneOffset.UTC));
            return statement.executeUpdate();
        });
    }

    /// How far the last one is; nothing when there was none.
    public Optional<State> last() throws StoreException {
        return new Query(dataSource, READ).run(statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new State(
                                row.getString("state"),
                                row.getLong("read"),
                                row.getLong("total"),
                                row.getString("started_by"),
                                LetterRow.time(row, "started_at"),
                                LetterRow.time(row, "updated_at")))
                        : Optional.empty();
            }
        });
    }
}
