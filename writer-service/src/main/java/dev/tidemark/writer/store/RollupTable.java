package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `rollup`: written only by who holds the lock on all of it.
final class RollupTable {
    private static final String UPSERT = """
            WITH given AS (
                SELECT repository COLLATE "C" AS repository, time_of(minute) AS minute, started, unstarted, ended,
                       abandoned, durations::bigint[], time_of(summed_at) AS summed_at
                FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                            ?::bigint[])
                    AS sums (repository, minute, started, unstarted, ended, abandoned, durations, summed_at)),
            counted AS (
                SELECT DISTINCT given.minute
                FROM given JOIN rollup AS r ON r.minute = given.minute AND r.repository IN ('', given.repository)
                WHERE r.recounted),
            due AS (
                INSERT INTO rollup_due (minute) SELECT minute FROM counted)
            INSERT INTO rollup AS r (
                repository, minute, started, unstarted, ended, abandoned, durations, summed_at, recounted, changed_at)
            SELECT repository, minute, started, unstarted, ended, abandoned, durations, summed_at, false,
                   clock_timestamp()
            FROM given
            WHERE minute NOT IN (SELECT minute FROM counted)
            ORDER BY repository, minute
            ON CONFLICT (repository, minute) DO UPDATE SET
                started = excluded.started, unstarted = excluded.unstarted, ended = excluded.ended,
                abandoned = excluded.abandoned, durations = excluded.durations, summed_at = excluded.summed_at,
                changed_at = excluded.changed_at
            WHERE excluded.summed_at > r.summed_at""";

    /// What happened in these minutes is looked up three times, each by its own index. What was counted of them
    /// before is in it as nothing, so that what no session says any more becomes 0; so is the row of all
    /// repositories, by which a sum sees that the minute is counted.
    private static final String RECOUNT = """
            WITH due AS (
                SELECT time_of(minute) AS minute FROM unnest(?::bigint[]) AS minute),
            happened AS (
                SELECT minute, repository, CASE WHEN s.started_at IS NULL THEN 'unstarted' ELSE 'started' END AS what,
                       NULL::integer AS bucket
                FROM due JOIN session AS s
                    ON s.status IN ('in_progress', 'completed', 'abandoned')
                    AND coalesce(s.started_at, s.first_seen_at) >= minute
                    AND coalesce(s.started_at, s.first_seen_at) < minute + interval '1 minute'
                UNION ALL
                SELECT minute, repository, 'ended', width_bucket(duration_seconds, duration_bounds())
                FROM due JOIN session AS s ON s.ended_at >= minute AND s.ended_at < minute + interval '1 minute'
                UNION ALL
                SELECT minute, repository, 'abandoned', NULL
                FROM due JOIN session AS s ON s.abandoned_at >= minute AND s.abandoned_at < minute + interval '1 minute'),
            counts AS (
                SELECT repository COLLATE "C" AS repository, minute,
                       count(*) FILTER (WHERE what = 'started') AS started,
                       count(*) FILTER (WHERE what = 'unstarted') AS unstarted,
                       count(*) FILTER (WHERE what = 'ended') AS ended,
                       count(*) FILTER (WHERE what = 'abandoned') AS abandoned,
                       ARRAY[%s] AS durations
                FROM (SELECT minute, repository, what, bucket FROM happened WHERE repository IS NOT NULL
                      UNION ALL
                      SELECT minute, '', what, bucket FROM happened
                      UNION ALL
                      SELECT minute, '', NULL, NULL FROM due
                      UNION ALL
                      SELECT minute, r.repository, NULL, NULL FROM due JOIN rollup AS r USING (minute)) AS each
                GROUP BY repository, minute)
            INSERT INTO rollup AS r (
                repository, minute, started, unstarted, ended, abandoned, durations, summed_at, recounted, changed_at)
            SELECT repository, minute, started, unstarted, ended, abandoned, durations, clock_timestamp(), true,
                   clock_timestamp()
            FROM counts
            ORDER BY repository, minute
            ON CONFLICT (repository, minute) DO UPDATE SET
                started = excluded.started, unstarted = excluded.unstarted, ended = excluded.ended,
                abandoned = excluded.abandoned, durations = excluded.durations, summed_at = excluded.summed_at,
                recounted = true, changed_at = excluded.changed_at
            WHERE NOT r.recounted
               OR (r.started, r.unstarted, r.ended, r.abandoned, r.durations)
                  IS DISTINCT FROM
                  (excluded.started, excluded.unstarted, excluded.ended, excluded.abandoned, excluded.durations)""".formatted(buckets());

    private RollupTable() {}

    /// Writes sums, at most one of each minute and repository. Rows with the same sum or a later one are not rewritten;
    /// minutes that are counted become due instead.
    static void upsert(Connection connection, Collection<Rollup> sums) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Columns<>(statement, sums)
                    .texts(Rollup::repository)
                    .times(Rollup::minute)
                    .numbers(sum -> sum.counts().started())
                    .numbers(sum -> sum.counts().unstarted())
                    .numbers(sum -> sum.counts().ended())
                    .numbers(sum -> sum.counts().abandoned())
                    .texts(sum -> sum.counts().durations().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", "{", "}")))
                    .times(Rollup::summedAt);
            statement.executeUpdate();
        }
    }

    /// Counts minutes from the sessions. Rows that are right already are not rewritten.
    static void recount(Connection connection, List<Instant> minutes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RECOUNT)) {
            new Columns<>(statement, minutes).times(minute -> minute);
            statement.executeUpdate();
        }
    }

    private static String buckets() {
        return IntStream.range(0, DurationBounds.BUCKETS)
                .mapToObj("count(*) FILTER (WHERE bucket = %d)"::formatted)
                .collect(Collectors.joining(", "));
    }
}
