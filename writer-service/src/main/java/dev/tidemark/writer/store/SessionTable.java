package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.merge.End;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Version;
import dev.tidemark.writer.batch.Batch.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `session`: the algebra of [SessionState] in SQL.
final class SessionTable {
    private static final String STATE = """
            s.started_at, s.first_seen_at, s.last_seen_at, s.last_received_at, s.ended_at,
            s.end_occurred_at, s.end_event_id, s.end_value, s.expired_at_received, s.heard_more, s.attributes,
            s.attribute_versions""";

    /// Whether the given end is greater than the one that is there.
    private static final String LATER_END = """
            (excluded.ended_at IS NOT NULL AND (s.ended_at IS NULL OR
                (excluded.ended_at, excluded.end_occurred_at, excluded.end_event_id,
                 excluded.end_value::text COLLATE "C")
                > (s.ended_at, s.end_occurred_at, s.end_event_id, s.end_value::text COLLATE "C")))""";

    private static final String MERGED = """
            merge_registers(s.attributes, s.attribute_versions, s.attribute_span, excluded.attributes,
                            excluded.attribute_versions, excluded.attribute_span, 64)""";

    /// In which minutes of the rollups a session counts, and as what.
    private static final String COUNTS_AS = """
            (coalesce(%1$s.started_at, %1$s.first_seen_at), %1$s.started_at IS NULL, %1$s.ended_at,
             %1$s.duration_seconds, %1$s.abandoned_at, %1$s.repository)""";

    /// The times of a session that changes what it counts as, where one of them may be so old that its minute is
    /// counted from the sessions themselves (see [Rollups]). None of its times is less than the first four, which
    /// are all that is looked at in a session of today.
    private static final String RECOUNTED =
            """
            CASE WHEN least(s.started_at, s.first_seen_at, s.ended_at, old.ended_at) < %1$s
                  AND %2$s IS DISTINCT FROM %3$s
                 THEN ARRAY[coalesce(old.started_at, old.first_seen_at), coalesce(s.started_at, s.first_seen_at),
                            old.ended_at, s.ended_at, old.abandoned_at, s.abandoned_at] END""".formatted(Rollups.OLD, COUNTS_AS.formatted("old"), COUNTS_AS.formatted("s"));

    /// Rows that would not change are not rewritten. Where a status changes, the counts change with it; where
    /// something changes that happened long ago, its minute is due to be counted again. Of a new row only its key
    /// comes back: the rest is what was given.
    private static final String UPSERT = """
            WITH upserted AS (
                INSERT INTO session AS s (
                    user_id, session_id, started_at, first_seen_at, last_seen_at, last_received_at, ended_at,
                    end_occurred_at, end_event_id, end_value, expired_at_received, heard_more, attributes,
                    attribute_versions, attribute_span)
                SELECT user_id, session_id, time_of(started_at), time_of(first_seen_at), time_of(last_seen_at),
                       time_of(last_received_at), time_of(ended_at), time_of(end_occurred_at), end_event_id,
                       end_value::jsonb, time_of(expired_at_received), heard_more, attributes::jsonb,
                       attribute_versions::jsonb, ARRAY[oldest, newest, names]
                FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                            ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::boolean[], ?::text[], ?::text[],
                            ?::bigint[], ?::bigint[], ?::bigint[])
                    AS given (user_id, session_id, started_at, first_seen_at, last_seen_at, last_received_at, ended_at,
                              end_occurred_at, end_event_id, end_value, expired_at_received, heard_more, attributes,
                              attribute_versions, oldest, newest, names)
                ORDER BY user_id COLLATE "C", session_id COLLATE "C"
                ON CONFLICT (user_id, session_id) DO UPDATE SET
                    started_at = least(s.started_at, excluded.started_at),
                    first_seen_at = least(s.first_seen_at, excluded.first_seen_at),
                    last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at),
                    last_received_at = greatest(s.last_received_at, excluded.last_received_at),
                    ended_at = CASE WHEN %1$s THEN excluded.ended_at ELSE s.ended_at END,
                    end_occurred_at = CASE WHEN %1$s THEN excluded.end_occurred_at ELSE s.end_occurred_at END,
                    end_event_id = CASE WHEN %1$s THEN excluded.end_event_id ELSE s.end_event_id END,
                    end_value = CASE WHEN %1$s THEN excluded.end_value ELSE s.end_value END,
                    expired_at_received = greatest(s.expired_at_received, excluded.expired_at_received),
                    heard_more = s.heard_more OR excluded.heard_more,
                    (attributes, attribute_versions, attribute_span) = (SELECT * FROM %2$s)
                WHERE (least(s.started_at, excluded.started_at), least(s.first_seen_at, excluded.first_seen_at),
                       greatest(s.last_seen_at, excluded.last_seen_at),
                       greatest(s.last_received_at, excluded.last_received_at),
                       greatest(s.expired_at_received, excluded.expired_at_received),
                       s.heard_more OR excluded.heard_more)
                      IS DISTINCT FROM
                      (s.started_at, s.first_seen_at, s.last_seen_at, s.last_received_at, s.expired_at_received,
                       s.heard_more)
                   OR %1$s
                   OR excluded.attributes <> '{}' AND
                      (SELECT (merged, merged_versions)::text FROM %2$s)
                      IS DISTINCT FROM (s.attributes, s.attribute_versions)::text
                RETURNING old.status AS status_before, s.status, old.user_id IS NULL AS is_new, s.user_id,
                          s.session_id, %3$s, %4$s AS recounted),
            due AS (
                INSERT INTO rollup_due (minute)
                SELECT DISTINCT date_bin('1 minute', time, 'epoch')
                FROM upserted, unnest(recounted) AS time
                WHERE recounted IS NOT NULL AND time < %5$s),
            counted AS (
                INSERT INTO session_count AS c (shard, status, sessions)
                SELECT ?::smallint, status, sum(change)
                FROM (SELECT status, 1 AS change FROM upserted
                      UNION ALL
                      SELECT status_before, -1 FROM upserted WHERE status_before IS NOT NULL) AS changes
                GROUP BY status
                HAVING sum(change) <> 0
                ORDER BY status
                ON CONFLICT (shard, status) DO UPDATE SET sessions = c.sessions + excluded.sessions)
            SELECT s.user_id, s.session_id, s.is_new, state.*
            FROM upserted AS s
            LEFT JOIN LATERAL (SELECT %3$s WHERE NOT s.is_new) AS state ON true""".formatted(LATER_END, MERGED, STATE, RECOUNTED, Rollups.OLD);

    private static final String SELECT = """
            SELECT s.user_id, s.session_id, false AS is_new, %s
            FROM session AS s
            JOIN unnest(?::text[], ?::text[]) AS wanted (user_id, session_id) USING (user_id, session_id)""".formatted(STATE);

    private SessionTable() {}

    /// Joins these sessions into the table.
    ///
    /// @param shard which counts this writer keeps
    /// @return every one of them as it stands after the join, whether or not it changed
    static List<SessionRow> upsert(Connection connection, Map<SessionKey, SessionState> sessions, int shard)
            throws SQLException {
        if (sessions.isEmpty()) {
            return List.of();
        }
        List<Given> given = sessions.entrySet().stream().map(Given::of).toList();
        List<SessionRow> rows = new ArrayList<>(sessions.size());
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Columns<>(statement, given)
                    .texts(g -> g.row.key().user().value())
                    .texts(g -> g.row.key().session().value())
                    .times(g -> g.state.startedAt())
                    .times(g -> g.state.firstSeenAt())
                    .times(g -> g.state.lastSeenAt())
                    .times(g -> g.state.lastReceivedAt())
                    .times(g -> endOf(g.state, End::endedAt))
                    .times(g -> endOf(g.state, end -> end.version().occurredAt()))
                    .texts(g -> endOf(g.state, end -> end.version().event().value()))
                    .texts(g -> endOf(g.state, end -> end.version().value()))
                    .times(g -> g.state.expiredAtReceived())
                    .flags(g -> g.state.heardMore())
                    .texts(g -> g.row.attributes().values())
                    .texts(g -> g.row.attributes().versions())
                    .times(g -> g.state.attributes().oldest())
                    .times(g -> g.state.attributes().newest())
                    .numbers(g -> g.state.attributes().byName().size());
            statement.setInt(18, shard);
            Map<SessionKey, SessionRow> byKey = HashMap.newHashMap(given.size());
            given.forEach(g -> byKey.put(g.row.key(), g.row));
            readInto(rows, statement, byKey);
        }
        Set<SessionKey> unchanged = new HashSet<>(sessions.keySet());
        rows.forEach(row -> unchanged.remove(row.key()));
        rows.addAll(select(connection, unchanged));
        return rows;
    }

    /// What is to be joined into the table.
    private record Given(SessionState state, SessionRow row) {
        static Given of(Map.Entry<SessionKey, SessionState> session) {
            return new Given(session.getValue(), SessionRow.of(session.getKey(), session.getValue()));
        }
    }

    private static List<SessionRow> select(Connection connection, Set<SessionKey> keys) throws SQLException {
        List<SessionRow> rows = new ArrayList<>(keys.size());
        if (!keys.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
                new Columns<>(statement, keys).texts(key -> key.user().value()).texts(key -> key.session()
                        .value());
                readInto(rows, statement, Map.of());
            }
        }
        return rows;
    }

    private static void readInto(List<SessionRow> rows, PreparedStatement statement, Map<SessionKey, SessionRow> given)
            throws SQLException {
        try (ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                SessionKey key = new SessionKey(new UserId(results.getString(1)), new SessionId(results.getString(2)));
                boolean isNew = results.getBoolean(3);
                rows.add(isNew ? Objects.requireNonNull(given.get(key)) : row(key, results));
            }
        }
    }

    private static SessionRow row(SessionKey key, ResultSet row) throws SQLException {
        SessionState bare = new SessionState(
                time(row, "started_at"),
                time(row, "first_seen_at"),
                time(row, "last_seen_at"),
                time(row, "last_received_at"),
                end(row),
                time(row, "expired_at_received"),
                row.getBoolean("heard_more"),
                Registers.NONE);
        return new SessionRow(
                key, bare, new RegistersJson(row.getString("attributes"), row.getString("attribute_versions")));
    }

    private static @Nullable End end(ResultSet row) throws SQLException {
        Instant endedAt = time(row, "ended_at");
        Instant occurredAt = time(row, "end_occurred_at");
        return endedAt == null || occurredAt == null
                ? null
                : new End(
                        endedAt,
                        new Version(
                                occurredAt, new EventId(row.getString("end_event_id")), row.getString("end_value")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <T> @Nullable T endOf(SessionState state, Function<End, T> part) {
        return state.end() == null ? null : part.apply(state.end());
    }
}
