package dev.tidemark.bench.writer;

import dev.tidemark.cli.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// PostgreSQL alone: it makes the events itself, and overwrites what is there. No Kafka, no JSON to read, no merge, no
/// counts, no announcements; but the very table, the columns that a heartbeat fills, and one transaction a batch.
///
/// @param connections how many write, each its share of the sessions
record FromSql(String name, Rows rows, WriterRig rig, int connections) implements Contender {
    private static final int BATCH = 1_000;

    /// Heartbeats of some sessions in one lap, as [Heartbeats] has them. OFFSET keeps what is computed once from being
    /// computed wherever it is used.
    private static final String UPSERT = """
            INSERT INTO session AS s (
                user_id, session_id, first_seen_at, last_seen_at, last_received_at, heard_more, attributes,
                attribute_versions, attribute_span)
            SELECT user_id, session_id, time_of(micros), time_of(micros), time_of(micros + %d), true,
                   format('{"repo_owner":"quarkusio","repo_name":"quarkus","pr_number":%%s}', pull_request)::jsonb,
                   format('{"repo_owner":"%%1$s %%2$s","repo_name":"%%1$s %%2$s","pr_number":"%%1$s %%2$s"}',
                          micros, event_id)::jsonb,
                   ARRAY[micros, micros, 3]
            FROM (SELECT user_id, session_id, micros, pull_request, session_id || '-' || lap AS event_id
                  FROM (SELECT 'user-' || n %% %d AS user_id, md5('session-' || n)::uuid::text AS session_id, lap,
                               start + n %% 1000 * 1000 AS micros, (n + lap) %% 60000 AS pull_request
                        FROM (SELECT ?::bigint AS lap, ?::bigint AS start) AS given,
                             generate_series(?::bigint, ?::bigint) AS n
                        OFFSET 0) AS named
                  OFFSET 0) AS heartbeats
            ON CONFLICT (user_id, session_id) DO UPDATE SET
                last_seen_at = excluded.last_seen_at,
                last_received_at = excluded.last_received_at,
                attributes = excluded.attributes,
                attribute_versions = excluded.attribute_versions,
                attribute_span = excluded.attribute_span""".formatted(Heartbeats.TRANSIT.toMillis() * 1_000, Heartbeats.USERS);

    @Override
    public Run run(Heartbeats heartbeats, Span span) throws SQLException {
        rows.settle();
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                all.add(Rows.connect(rig.jdbcUrl(), Map.of()));
            }
            CpuTime before = rig.cpu();
            long start = System.nanoTime();
            write(all, heartbeats, span);
            long end = System.nanoTime();
            CpuTime.Shares cpu = rig.cpu().since(before, (end - start) / 1e9);
            requireAll(heartbeats, span);
            return Run.of(span, end - start, cpu, 0);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private void write(List<Connection> all, Heartbeats heartbeats, Span span) {
        List<Future<?>> writing = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                Connection connection = all.get(i);
                long from = span.sessions() * i / connections;
                long to = span.sessions() * (i + 1) / connections;
                writing.add(threads.submit(() -> {
                    write(connection, heartbeats, span, from, to);
                    return to;
                }));
            }
        }
        for (Future<?> done : writing) {
            try {
                var _ = done.get();
            } catch (ExecutionException refused) {
                throw new Failure("PostgreSQL does not take the batches: " + refused.getCause(), refused);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted", stopped);
            }
        }
    }

    /// Writes laps over the sessions from the one, and below the other.
    static void write(Connection connection, Heartbeats heartbeats, Span span, long from, long below)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (long lap = span.firstLap(); lap <= span.lastLap(); lap++) {
                for (long first = from; first < below; first += BATCH) {
                    upsert.setLong(1, lap);
                    upsert.setLong(2, Micros.of(heartbeats.lap(lap)));
                    upsert.setLong(3, first);
                    upsert.setLong(4, Math.min(first + BATCH, below) - 1);
                    int _ = upsert.executeUpdate();
                }
            }
        }
    }

    private void requireAll(Heartbeats heartbeats, Span span) throws SQLException {
        long there = rows.count(heartbeats, span.lastLap());
        if (there != span.sessions()) {
            throw new Failure("of " + span.sessions() + " sessions " + name + " wrote " + there);
        }
    }
}
