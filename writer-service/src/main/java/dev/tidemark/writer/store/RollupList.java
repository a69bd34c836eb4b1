package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// What happened minute by minute, as it is read. It is of everybody's sessions, so that only who may see those can
/// ask.
@ApplicationScoped
public class RollupList {
    /// All sessions together, those without a repository included.
    public static final String ALL = "";

    private static final String MINUTES = """
            SELECT minute, started, unstarted, ended, abandoned FROM rollup
            WHERE repository = ? AND minute >= ? AND changed_at >= ?
            ORDER BY minute""";

    private static final String STEPS = """
            SELECT date_bin(?::interval, minute, ?) AS step, sum(started)::bigint AS started,
                   sum(unstarted)::bigint AS unstarted, sum(ended)::bigint AS ended,
                   sum(abandoned)::bigint AS abandoned, ARRAY[%s] AS durations
            FROM rollup
            WHERE repository = ? AND minute >= ? AND minute < ?
            GROUP BY step
            ORDER BY step""".formatted(eachBucket("coalesce(sum(durations[%d]::integer), 0)"));

    private static final String NET = """
            SELECT coalesce(sum(started + unstarted - ended - abandoned), 0)::bigint AS net
            FROM rollup WHERE repository = ? AND minute >= ?""";

    private static final String LATEST = """
            SELECT max(changed_at) AS changed_at FROM rollup WHERE repository = '' AND minute >= ?""";

    /// The busiest are found without their durations, which are most of a row. What happens in a minute is counted in
    /// integers, whose sums are cheaper than those of bigints.
    private static final String REPOSITORIES = """
            WITH busiest AS MATERIALIZED (
                SELECT repository, sum((started + unstarted)::integer) AS started, sum(ended::integer) AS ended,
                       sum(abandoned::integer) AS abandoned
                FROM rollup
                WHERE minute >= ? AND minute < ? AND repository <> ''
                GROUP BY repository
                ORDER BY started DESC, repository
                LIMIT ?)
            SELECT b.*, d.durations
            FROM busiest AS b CROSS JOIN LATERAL (
                SELECT ARRAY[%s] AS durations FROM rollup AS r
                WHERE r.repository = b.repository AND r.minute >= ? AND r.minute < ?) AS d
            ORDER BY b.started DESC, b.repository""".formatted(eachBucket("coalesce(sum(r.durations[%d]::integer), 0)"));

    private final DataSource dataSource;

    RollupList(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// What happened in each minute in which something happened.
    ///
    /// @param repository whose; [#ALL] for all together
    /// @param from       from which minute on
    /// @param changed    only minutes that were written at this moment or later
    public List<Minute> minutes(Scope.All scope, String repository, Instant from, Instant changed)
            throws StoreException {
        Where where = Where.values(repository, from, changed);
        return new Query(dataSource, MINUTES).list(statement -> where.bind(statement, 1), RollupList::minute);
    }

    /// What happened in each step of a time in which something happened. Steps begin at its beginning.
    public List<Step> steps(Scope.All scope, String repository, Instant from, Instant to, Duration step)
            throws StoreException {
        Where where = Where.values(step.toSeconds() + " s", from, repository, from, to);
        return new Query(dataSource, STEPS)
                .list(
                        statement -> where.bind(statement, 1),
                        row -> new Step(
                                new Minute(
                                        LetterRow.time(row, "step"),
                                        row.getLong("started"),
                                        row.getLong("unstarted"),
                                        row.getLong("ended"),
                                        row.getLong("abandoned")),
                                durations(row)));
    }

    /// How many more sessions are in progress for what happened from a minute on.
    public long net(Scope.All scope, String repository, Instant from) throws StoreException {
        Where where = Where.values(repository, from);
        return new Query(dataSource, NET)
                .list(statement -> where.bind(statement, 1), row -> row.getLong("net"))
                .getFirst();
    }

    /// When one of the minutes from this one on was written last.
    public Optional<Instant> latestChange(Scope.All scope, Instant from) throws StoreException {
        Where where = Where.values(from);
        return new Query(dataSource, LATEST)
                .list(
                        statement -> where.bind(statement, 1),
                        row -> Optional.ofNullable(LetterRow.timeOrNull(row, "changed_at")))
                .getFirst();
    }

    /// The repositories in which most sessions were opened, most first.
    public List<Repository> repositories(Scope.All scope, Instant from, Instant to, int limit) throws StoreException {
        Where where = Where.values(from, to, limit, from, to);
        return new Query(dataSource, REPOSITORIES)
                .list(
                        statement -> where.bind(statement, 1),
                        row -> new Repository(
                                row.getString("repository"),
                                row.getLong("started"),
                                row.getLong("ended"),
                                row.getLong("abandoned"),
                                durations(row)));
    }

    /// What happened in a time.
    ///
    /// @param minute when it begins
    public record Minute(Instant minute, long started, long unstarted, long ended, long abandoned) {
        /// How many more sessions were in progress after it than before.
        public long net() {
            return started + unstarted - ended - abandoned;
        }
    }

    /// What happened in some minutes, and how many of those that ended took how long, by bucket of [DurationBounds].
    public record Step(Minute counts, List<Long> durations) {}

    /// What happened in a repository.
    ///
    /// @param started sessions that were opened, with or without a start
    public record Repository(String repository, long started, long ended, long abandoned, List<Long> durations) {}

    private static Minute minute(ResultSet row) throws SQLException {
        return new Minute(
                LetterRow.time(row, "minute"),
                row.getLong("started"),
                row.getLong("unstarted"),
                row.getLong("ended"),
                row.getLong("abandoned"));
    }

    private static List<Long> durations(ResultSet row) throws SQLException {
        Array durations = row.getArray("durations");
        return List.of((Long[]) durations.getArray());
    }

    private static String eachBucket(String term) {
        return IntStream.rangeClosed(1, DurationBounds.BUCKETS)
                .mapToObj(bucket -> term.formatted(bucket))
                .collect(Collectors.joining(", "));
    }
}
