package dev.tidemark.bench.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Sessions that are in the tables before the first contender, of the same users, a day older.
///
/// @param sessions how many
record SessionBefore(long sessions) {
    private static final long FIRST = 1_000_000_000L;
    private static final String COPY = """
            INSERT INTO %s (
                user_id, local_id, event_id, first_seen_at, last_seen_at, last_received_at, repo_owner, repo_name,
                pr_number)
            SELECT user_id, session_id, session_id || '-0', seen, seen, seen + 100000, 'quarkusio', 'quarkus', pr_number
            FROM (SELECT user_id, session_id, (extract(epoch FROM last_seen_at) * 1000000)::bigint AS seen,
                         (attributes ->> 'pr_number')::bigint AS pr_number
                  FROM session) AS before""".formatted(Debezium.TABLE);

    /// Puts them into both tables.
    void insert(String jdbcUrl, boolean alsoForDebezium) throws SQLException {
        Heartbeats dayOld = new Heartbeats(Instant.now().minus(Duration.ofDays(1)));
        try (Connection connection = Rows.connect(jdbcUrl, Map.of());
                var statement = connection.createStatement()) {
            FromSql.write(connection, dayOld, new Span(sessions, 0, 1), FIRST, FIRST + sessions);
            if (alsoForDebezium) {
                statement.execute(COPY);
            }
            statement.execute("VACUUM ANALYZE");
        }
    }
}
