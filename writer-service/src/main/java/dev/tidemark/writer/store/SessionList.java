package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.merge.Status;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The sessions as they are read, each time within the [Scope] of whoever asks.
@ApplicationScoped
public class SessionList {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A user's sessions are counted one by one, up to so many of a status.
    private static final int MOST_COUNTED = 100_000;

    private final DataSource dataSource;

    SessionList(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Sessions, newest first by when they were opened: started, or else first seen. Pages have no gaps and no repeats.
    /// So that none takes long, one may be shorter than wanted and yet have another behind it.
    ///
    /// @param after after which place it goes on
    public Page<Session, SessionPosition> page(
            Scope scope, SessionFilter filter, int limit, @Nullable SessionPosition after) throws StoreException {
        Optional<SessionFilter> visible = within(scope, filter);
        if (visible.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        return new Transaction(dataSource).run(connection -> {
            IndexOrder.prefer(connection);
            SessionSearch search = SessionSearch.of(connection, visible.get(), after);
            try (PreparedStatement statement = connection.prepareStatement(search.sql(limit + 1))) {
                search.bind(statement);
                return read(statement, search, limit);
            }
        });
    }

    /// One session; none when it may not be seen.
    public Optional<Session> find(Scope scope, String user, String session) throws StoreException {
        return scope.includes(user) ? transactional(() -> Session.of(user, session)) : Optional.empty();
    }

    /// How many sessions have each status; statuses that none has may be missing. Of all it costs the same however many
    /// there are; of a user's it is exact up to 100,000 of a status.
    public Map<String, Long> counts(Scope scope) throws StoreException {
        return switch (scope) {
            case Scope.All _ -> transactional(SessionCount::byStatus);
            case Scope.Of(String user) -> counts(new Where().and("s.user_id = ?", user), SessionSearch.STATUSES);
        };
    }

    /// How many sessions of a repository are in progress, up to 100,000.
    public long active(Scope scope, String repository) throws StoreException {
        Where where = new Where().and("s.repository = ?", repository);
        if (scope instanceof Scope.Of(String user)) {
            where.and("s.user_id = ?", user);
        }
        return counts(where, Status.IN_PROGRESS.label()).getOrDefault(Status.IN_PROGRESS.label(), 0L);
    }

    private Map<String, Long> counts(Where where, String... statuses) throws StoreException {
        String sql = """
                SELECT status, (SELECT count(*)
                                FROM (SELECT FROM session AS s WHERE s.status = given.status AND %s LIMIT %d) AS s) AS n
                FROM unnest(?::text[]) AS given (status)""".formatted(where.sql(), MOST_COUNTED);
        Map<String, Long> counts = new HashMap<>();
        List<Long> _ = new Query(dataSource, sql)
                .list(
                        statement -> statement.setArray(
                                where.bind(statement, 1),
                                statement.getConnection().createArrayOf("text", statuses)),
                        row -> {
                            long n = row.getLong("n");
                            counts.put(row.getString("status"), n);
                            return n;
                        });
        return counts;
    }

    /// The filter within a scope; nothing when nothing of it may be seen.
    private static Optional<SessionFilter> within(Scope scope, SessionFilter filter) {
        return switch (scope) {
            case Scope.All _ -> Optional.of(filter);
            case Scope.Of(String user)
            when filter.user() == null || filter.user().equals(user) ->
                Optional.of(new SessionFilter(
                        filter.status(), user, filter.repository(), filter.from(), filter.to(), filter.q()));
            case Scope.Of _ -> Optional.empty();
        };
    }

    private static Page<Session, SessionPosition> read(PreparedStatement statement, SessionSearch search, int limit)
            throws SQLException {
        List<Session> sessions = new ArrayList<>();
        SessionPosition last = null;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (sessions.size() == limit) {
                    return new Page<>(sessions, last);
                }
                last = position(rows);
                if (rows.getBoolean("fits")) {
                    sessions.add(session(rows));
                }
                if (rows.getLong("passed") == search.most()) {
                    return new Page<>(sessions, last);
                }
            }
        }
        return new Page<>(sessions, null);
    }

    private static SessionPosition position(ResultSet row) throws SQLException {
        return new SessionPosition(
                LetterRow.time(row, "opened"), row.getString("user_id"), row.getString("session_id"));
    }

    private static Session session(ResultSet row) throws SQLException {
        Session session = new Session();
        session.userId = row.getString("user_id");
        session.sessionId = row.getString("session_id");
        session.status = row.getString("status");
        session.startedAt = LetterRow.timeOrNull(row, "started_at");
        session.firstSeenAt = LetterRow.timeOrNull(row, "first_seen_at");
        session.lastSeenAt = LetterRow.timeOrNull(row, "last_seen_at");
        session.lastReceivedAt = LetterRow.timeOrNull(row, "last_received_at");
        session.endedAt = LetterRow.timeOrNull(row, "ended_at");
        session.endReason = row.getString("end_reason");
        session.durationSeconds = row.getBigDecimal("duration_seconds");
        session.repository = row.getString("repository");
        try {
            session.attributes = JSON.readTree(row.getString("attributes"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the store holds attributes that are no JSON", impossible);
        }
        return session;
    }

    private static <T> T transactional(Supplier<T> read) throws StoreException {
        try {
            return QuarkusTransaction.requiringNew().call(read::get);
        } catch (RuntimeException failed) {
            throw StoreException.of(failed);
        }
    }
}
