package dev.tidemark.bench.dashboard;

import dev.tidemark.bench.writer.Tables;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Sessions in the store, one every 2.6 s until now: a million of a month. User k has about 1/k of them, and so with
/// repositories; three of four ended, and the others but the newest were given up. The same for the same number.
///
/// @param sessions how many
/// @param newest   when the last of them was opened
record StoredSessions(long sessions, Instant newest) {
    /// As many as it takes to have some of everything.
    static final long LEAST = 20_000;

    static final long MILLIS_APART = 2_592;
    static final int USERS = 20_000;

    /// These are the newest and still in progress.
    private static final int OPEN = 500;

    /// A tenth of the page visits is in a hundred sessions.
    private static final int BUSY = 100;

    static StoredSessions insert(Tables tables, long sessions) throws SQLException {
        StoredSessions stored = new StoredSessions(sessions, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        tables.execute("SELECT setseed(0.42)");
        stored.insertSessions(tables);
        stored.insertPageVisits(tables);
        stored.insertRollups(tables);
        tables.execute("DROP TABLE given");
        tables.execute("VACUUM");
        tables.settle();
        return stored;
    }

    /// When a session was opened.
    ///
    /// @param nth from 1, the oldest
    Instant opened(long nth) {
        return newest.minusMillis((sessions - nth) * MILLIS_APART);
    }

    /// The id of a session.
    ///
    /// @param nth from 1, the oldest
    static String session(long nth) {
        return "session-%08x".formatted(nth * 2_654_435_761L % 4_294_967_296L);
    }

    /// What all of it takes.
    long bytes(Tables tables) throws SQLException {
        return tables.number(
                "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relname IN ('session', 'page_visit', 'rollup')");
    }

    private void insertSessions(Tables tables) throws SQLException {
        tables.execute("""
                CREATE UNLOGGED TABLE given AS
                SELECT n, 'user-' || power(%1$d, random())::int AS user_id,
                       'session-' || lpad(to_hex((n * 2654435761) %% 4294967296), 8, '0') AS session_id,
                       CASE WHEN random() < 0.9
                            THEN 'owner-' || power(50, random())::int || '/repo-' || power(200, random())::int
                       END AS repository,
                       timestamptz '%2$s' - (%3$d - n) * interval '%4$d ms' AS opened,
                       power(60, 1 + random())::int AS seconds,
                       random() < 0.75 AND n <= %3$d - %5$d AS has_ended,
                       n <= %3$d - %5$d AND random() < 0.9999 AS has_expired
                FROM generate_series(1, %3$d::bigint) AS n""".formatted(USERS, newest, sessions, MILLIS_APART, OPEN));
        tables.execute("""
                INSERT INTO session (
                    user_id, session_id, started_at, first_seen_at, last_seen_at, last_received_at, ended_at,
                    end_occurred_at, end_event_id, end_value, expired_at_received, heard_more, attributes,
                    attribute_versions)
                SELECT user_id, session_id, CASE WHEN n % 20 > 0 THEN opened END, opened, seen, seen,
                       CASE WHEN has_ended THEN seen END, CASE WHEN has_ended THEN seen END,
                       CASE WHEN has_ended THEN 'end-' || n END,
                       CASE WHEN has_ended
                            THEN jsonb_build_object('duration_seconds', seconds, 'reason', 'closed') END,
                       CASE WHEN has_expired AND NOT has_ended THEN seen END, true,
                       jsonb_strip_nulls(jsonb_build_object(
                           'repo_owner', split_part(repository, '/', 1), 'repo_name', split_part(repository, '/', 2),
                           'pr_number', n % 1000)), '{}'
                FROM (SELECT *, opened + seconds * interval '1 s' AS seen FROM given) AS g
                ORDER BY n
                ON CONFLICT DO NOTHING""");
        tables.execute("""
                INSERT INTO session_count SELECT 0, status, count(*) FROM session GROUP BY status""");
    }

    private void insertPageVisits(Tables tables) throws SQLException {
        tables.execute("CREATE UNIQUE INDEX ON given (n)");
        tables.execute("""
                INSERT INTO page_visit (user_id, event_id, session_id, occurred_at, visited_at, data)
                SELECT user_id, 'visit-' || v, session_id, at, at,
                       jsonb_build_object('url', 'https://example.org/page/' || v, 'title', 'Page ' || v %% 1000,
                                          'duration_ms', v %% 60000)
                FROM (SELECT v, g.*, g.opened + v %% 600 * interval '1 s' AS at
                      FROM generate_series(1, %1$d::bigint) AS v
                      JOIN given AS g
                      ON g.n = CASE WHEN v %% 10 = 0 THEN %2$d - v / 10 %% %3$d
                                    ELSE 1 + v * 7919 %% %2$d END) AS visits""".formatted(5 * sessions, sessions, BUSY));
    }

    /// All durations of a minute are in one bucket, which costs as much as if they were not.
    private void insertRollups(Tables tables) throws SQLException {
        tables.execute("""
                INSERT INTO rollup
                SELECT coalesce(repository, ''), minute, started, unstarted, ended, abandoned,
                       array_fill(0::bigint, ARRAY[9]) || ended || array_fill(0::bigint, ARRAY[31]), now(), false, now()
                FROM (SELECT repository, date_trunc('minute', at) AS minute, count(*) FILTER (WHERE what = 1) AS started,
                             count(*) FILTER (WHERE what = 2) AS unstarted, count(*) FILTER (WHERE what = 3) AS ended,
                             count(*) FILTER (WHERE what = 4) AS abandoned
                      FROM (SELECT repository, started_at AS at, 1 AS what FROM session
                            UNION ALL SELECT repository, first_seen_at, 2 FROM session WHERE started_at IS NULL
                            UNION ALL SELECT repository, ended_at, 3 FROM session
                            UNION ALL SELECT repository, last_seen_at, 4 FROM session WHERE status = 'abandoned') AS e
                      WHERE at IS NOT NULL
                      GROUP BY GROUPING SETS ((repository, date_trunc('minute', at)), (date_trunc('minute', at)))
                      HAVING repository IS NOT NULL OR GROUPING(repository) = 1) AS minutes
                ORDER BY minute, hashtext(repository)""");
    }
}
