package dev.tidemark.writer.store;

/// What the rollups should be, counted from all sessions at once. Shares nothing with how the store counts: minutes are
/// cut by `date_trunc`, statuses and buckets are found anew.
final class FromScratch {
    private static final String CONTRIBUTIONS = """
            SELECT date_trunc('minute', coalesce(started_at, first_seen_at)) AS minute, repository_of(attributes) AS named,
                   (started_at IS NOT NULL)::int AS started, (started_at IS NULL)::int AS unstarted, 0 AS ended,
                   0 AS abandoned, NULL::numeric AS took
            FROM session WHERE first_seen_at IS NOT NULL OR started_at IS NOT NULL
            UNION ALL
            SELECT date_trunc('minute', ended_at), repository_of(attributes), 0, 0, 1, 0,
                   coalesce((end_value ->> 'duration_seconds')::numeric,
                            CASE WHEN started_at IS NOT NULL
                                 THEN greatest(0, extract(epoch FROM ended_at) - extract(epoch FROM started_at)) END)
            FROM session WHERE status = 'completed'
            UNION ALL
            SELECT date_trunc('minute', last_seen_at), repository_of(attributes), 0, 0, 0, 1, NULL
            FROM session WHERE status = 'abandoned'""";

    private static final String SUMS = """
            SELECT r.repository, (extract(epoch FROM minute)::bigint) AS minute, sum(started), sum(unstarted), sum(ended),
                   sum(abandoned),
                   (SELECT array_agg((SELECT count(*) FROM unnest(array_agg(took)) AS each
                                      WHERE each IS NOT NULL AND (SELECT count(*) FROM unnest(duration_bounds()) AS bound WHERE bound <= each)
                                          = bucket) ORDER BY bucket)
                    FROM generate_series(0, 40) AS bucket)
            FROM (%s) AS c CROSS JOIN LATERAL (SELECT '' AS repository UNION ALL SELECT named WHERE named IS NOT NULL) AS r
            GROUP BY r.repository, minute
            HAVING %s
            ORDER BY r.repository COLLATE "C", minute""";

    /// Of all minutes.
    static final String ALL = SUMS.formatted(CONTRIBUTIONS, "true");

    /// Of minutes that are counted from the sessions.
    static final String OLD = SUMS.formatted(CONTRIBUTIONS, "minute < now() - interval '5 days'");

    /// What the store says of all minutes in which something happened.
    static final String KEPT = """
            SELECT repository, extract(epoch FROM minute)::bigint, started, unstarted, ended, abandoned, durations
            FROM rollup WHERE started <> 0 OR unstarted <> 0 OR ended <> 0 OR abandoned <> 0
            ORDER BY repository COLLATE "C", minute""";

    private FromScratch() {}
}
