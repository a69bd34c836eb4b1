package dev.tidemark.writer.store;

import dev.tidemark.common.merge.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The statement that finds a page of sessions. Its cost has a bound that does not depend on how many sessions there
/// are nor on whose they are: it merges ranges of indexes that have their sessions newest first, and what no index
/// knows it looks for in the first [#MOST_PASSED] sessions of them only.
final class SessionSearch {
    /// All statuses, as the store has them.
    static final String[] STATUSES =
            Stream.of(Status.values()).map(Status::label).toArray(String[]::new);

    /// How many sessions are passed over for one page.
    private static final int MOST_PASSED = 1_000;

    private static final String OPENED = "coalesce(s.started_at, s.first_seen_at)";
    private static final String ORDER = "opened DESC NULLS LAST, user_id, session_id";
    private static final String COLUMNS = """
            s.user_id, s.session_id, s.status, s.started_at, s.first_seen_at, s.last_seen_at, s.last_received_at,
            s.ended_at, s.end_reason, s.duration_seconds, s.repository, s.attributes""";

    /// What a list shows of attributes that are long: a page of fifty would be megabytes otherwise, and is sent to
    /// everybody who looks. Measured only of what is on the page.
    private static final String BOUNDED = COLUMNS.replace("s.attributes", """
            CASE WHEN octet_length(s.attributes::text) <= 4096 THEN s.attributes
                 ELSE jsonb_strip_nulls(jsonb_build_object(
                     'repo_owner', s.attributes -> 'repo_owner', 'repo_name', s.attributes -> 'repo_name',
                     'pr_number', s.attributes -> 'pr_number')) END AS attributes""");

    private final SessionFilter filter;
    private final @Nullable SessionPosition after;
    private final List<String> ranges = new ArrayList<>();
    private final List<Where> wheres = new ArrayList<>();
    private final Where rest = new Where();
    private boolean mayRepeat;

    private SessionSearch(SessionFilter filter, @Nullable SessionPosition after) {
        this.filter = filter;
        this.after = after;
    }

    /// The way to what is wanted.
    ///
    /// @param connection what `q` means depends on what there is
    static SessionSearch of(Connection connection, SessionFilter filter, @Nullable SessionPosition after)
            throws SQLException {
        SessionSearch search = new SessionSearch(filter, after);
        if (filter.user() != null) {
            search.inOrder("s.user_id = ?", filter.user());
            search.rest.and("s.repository = ?", filter.repository());
            search.beginsLike(filter.q());
        } else if (filter.repository() != null) {
            search.inOrder("s.repository = ?", filter.repository());
            search.beginsLike(filter.q());
        } else if (filter.q() != null) {
            search.find(Beginnings.of(connection, filter.q()));
        } else {
            search.inOrder("", null);
        }
        return search;
    }

    /// How many sessions may be passed over; the last of them is among the rows, even when it does not fit.
    int most() {
        return MOST_PASSED;
    }

    /// The statement.
    ///
    /// @param limit how many rows it gives at most
    String sql(int limit) {
        String merged = String.join("\nUNION ALL\n", ranges);
        // In the window's own order, so that it stops as soon as there are enough.
        return """
            SELECT %7$s, s.opened, s.fits, s.passed
            FROM (SELECT s.*, %1$s AS fits, row_number() OVER (ORDER BY %2$s) AS passed
                  FROM (SELECT %3$s s.* FROM (%4$s) AS s ORDER BY %2$s LIMIT %5$d) AS s) AS s
            WHERE fits OR passed = %5$d
            ORDER BY %2$s
            LIMIT %6$d""".formatted(
                        "coalesce(" + rest.sql() + ", false)",
                        ORDER,
                        mayRepeat ? "DISTINCT ON (s.opened, s.user_id, s.session_id)" : "",
                        merged,
                        MOST_PASSED,
                        limit,
                        BOUNDED);
    }

    void bind(PreparedStatement statement) throws SQLException {
        int next = rest.bind(statement, 1);
        for (Where where : wheres) {
            next = where.bind(statement, next);
        }
    }

    private void find(Beginnings found) {
        switch (found) {
            case Beginnings.Few few -> {
                few.users().forEach(user -> inOrder("s.user_id = ?", user));
                few.repositories().forEach(repository -> inOrder("s.repository = ?", repository));
                gathered(few.ids());
                mayRepeat = true;
            }
            case Beginnings.TooMany _ -> {
                inOrder("", null);
                beginsLike(filter.q());
            }
        }
    }

    /// The ranges, one a status, in which an index has these sessions newest first.
    private void inOrder(String term, @Nullable String value) {
        List<String> statuses = filter.status() == null
                ? List.of(STATUSES)
                : List.of(filter.status().label());
        for (String status : statuses) {
            Where where = opened(new Where().and(term, value).and("s.status = ?", status));
            wheres.add(where);
            ranges.add("(SELECT %s, %s AS opened FROM session AS s WHERE %s ORDER BY %s LIMIT %d)"
                    .formatted(COLUMNS, OPENED, where.sql(), ORDER, MOST_PASSED));
        }
    }

    /// The sessions of a short range of ids, of which it is known that they are few: gathered first, then sorted.
    private void gathered(Beginnings.Range ids) {
        Where where = opened(new Where()
                .and("s.session_id >= ?", ids.from())
                .and("s.session_id < ?", ids.before())
                .and(
                        "s.status = ?",
                        filter.status() == null ? null : filter.status().label()));
        wheres.add(where);
        ranges.add(
                "(SELECT * FROM (SELECT %s, %s AS opened FROM session AS s WHERE %s OFFSET 0) AS s ORDER BY %s LIMIT %d)"
                        .formatted(COLUMNS, OPENED, where.sql(), ORDER, MOST_PASSED));
    }

    /// Sessions of which nothing but an expiry is known were never opened, and are in no list.
    private Where opened(Where where) {
        where.with(OPENED + " IS NOT NULL").and(OPENED + " >= ?", filter.from()).and(OPENED + " < ?", filter.to());
        if (after != null) {
            where.and(OPENED + " <= ?", after.opened())
                    .with(
                            "(" + OPENED + " < ? OR (s.user_id, s.session_id) > (?, ?))",
                            after.opened(),
                            after.user(),
                            after.session());
        }
        return where;
    }

    private void beginsLike(@Nullable String q) {
        if (q != null) {
            rest.with(
                    "(starts_with(s.session_id, ?) OR starts_with(s.user_id, ?) OR starts_with(s.repository, ?))",
                    q,
                    q,
                    q);
        }
    }
}
