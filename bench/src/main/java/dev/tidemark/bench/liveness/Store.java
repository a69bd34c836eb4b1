package dev.tidemark.bench.liveness;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.writer.Heartbeats;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import dev.tidemark.common.event.EventTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The rows of sessions, as anybody has them who connects to PostgreSQL.
record Store(WriterRig rig, Connection connection) implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Rows of [OpenSessions].
    private static final String INSERT = """
            INSERT INTO session (
                user_id, session_id, started_at, first_seen_at, last_seen_at, last_received_at, heard_more, attributes,
                attribute_versions, attribute_span)
            SELECT user_id, session_id, time_of(sent), time_of(sent), time_of(sent), time_of(sent + %1$d), heard_more,
                   format('{"repo_owner":"quarkusio","repo_name":"quarkus","pr_number":%%s}', pull_request)::jsonb,
                   format('{"repo_owner":"%%1$s","repo_name":"%%1$s","pr_number":"%%1$s"}',
                          sent || ' ' || session_id || '-0')::jsonb,
                   ARRAY[sent, sent, 3]
            FROM (SELECT 'user-' || n %% %2$d AS user_id, md5('session-' || n)::uuid::text AS session_id,
                         heard - %1$d + (n - first) * apart AS sent, n %% 60000 AS pull_request, heard_more
                  FROM (SELECT ?::bigint AS first, ?::bigint AS below, ?::bigint AS heard, ?::bigint AS apart,
                               ?::boolean AS heard_more) AS given,
                       generate_series(first, below - 1) AS n
                  OFFSET 0) AS sessions""".formatted(Heartbeats.TRANSIT.toMillis() * 1_000, Heartbeats.USERS);

    private static final String COUNT = """
            INSERT INTO session_count AS c (shard, status, sessions) VALUES (0, 'in_progress', ?)
            ON CONFLICT (shard, status) DO UPDATE SET sessions = c.sessions + excluded.sessions""";

    private static final String ABANDONED =
            "SELECT coalesce(sum(sessions), 0) FROM session_count WHERE status = 'abandoned'";

    static Store of(WriterRig rig) throws SQLException {
        return new Store(rig, rig.connect());
    }

    /// Puts these in.
    void insert(OpenSessions sessions) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            insert.setLong(1, sessions.first());
            insert.setLong(2, sessions.end());
            insert.setLong(3, EventTime.toMicros(sessions.heard()));
            insert.setLong(4, TimeUnit.NANOSECONDS.toMicros(sessions.apart().toNanos()));
            insert.setBoolean(5, sessions.heardMore());
            int inserted = insert.executeUpdate();
            count.setLong(1, inserted);
            int _ = count.executeUpdate();
        }
    }

    /// Makes measurements start alike: what was written before is on disk, and PostgreSQL knows the tables.
    void settle() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE session");
            statement.execute("CHECKPOINT");
        }
    }

    /// Waits until so many are abandoned.
    ///
    /// @return when that was seen
    Instant awaitAbandoned(long sessions) throws SQLException {
        long seen = -1;
        long since = System.nanoTime();
        while (seen < sessions) {
            Pause.of(BETWEEN_LOOKS);
            long now = abandoned();
            if (now > seen) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new Failure("of %,d sessions %,d are abandoned, and then there were no more for %d s. %s"
                        .formatted(sessions, seen, PATIENCE.toSeconds(), rig.trouble()));
            }
            seen = now;
        }
        return Instant.now();
    }

    /// How many are abandoned now.
    private long abandoned() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ABANDONED)) {
            if (!row.next()) {
                throw new Failure("PostgreSQL counted nothing");
            }
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
