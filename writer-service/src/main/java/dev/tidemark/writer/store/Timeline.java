package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What happened in a session, newest first.
@ApplicationScoped
public class Timeline {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What an event says is shown when it has at most so many bytes.
    private static final int LONGEST_DATA = 4_096;

    private static final String DATA = """
            CASE WHEN pg_column_size(data) <= %1$d
                 THEN CASE WHEN octet_length(data::text) <= %1$d THEN data::text END
            END""".formatted(LONGEST_DATA);

    private final DataSource dataSource;

    Timeline(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Some of what happened in a session; nothing when it may not be seen.
    ///
    /// @param after after which place it goes on
    public Page<TimelineEntry, TimelinePosition> page(
            Scope scope, String user, String session, int limit, @Nullable TimelinePosition after)
            throws StoreException {
        if (!scope.includes(user)) {
            return new Page<>(List.of(), null);
        }
        List<Part> parts = parts(user, session, after);
        String sql = "SELECT * FROM ("
                + String.join(
                        "\nUNION ALL\n",
                        parts.stream().map(part -> part.sql(limit + 1)).toList())
                + ") AS t ORDER BY at DESC, rank, event_id COLLATE \"C\" LIMIT " + (limit + 1);
        List<TimelineEntry> entries = new Transaction(dataSource).run(connection -> {
            IndexOrder.prefer(connection);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int next = 1;
                for (Part part : parts) {
                    next = part.where().bind(statement, next);
                }
                return read(statement);
            }
        });
        return Page.of(entries, limit, TimelineEntry::position);
    }

    private static List<TimelineEntry> read(PreparedStatement statement) throws SQLException {
        List<TimelineEntry> entries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows));
            }
        }
        return entries;
    }

    private static List<Part> parts(String user, String session, @Nullable TimelinePosition after) {
        List<Part> parts = new ArrayList<>();
        for (TimelineKind kind : TimelineKind.values()) {
            Table table = Table.of(kind);
            Where where = new Where().with("user_id = ? AND session_id = ?", user, session);
            if (table.condition() != null) {
                where.with(table.condition());
            }
            if (after != null) {
                behind(where, table, kind, after);
            }
            parts.add(new Part(kind, table, where));
        }
        return parts;
    }

    private static void behind(Where where, Table table, TimelineKind kind, TimelinePosition after) {
        int order = kind.compareTo(after.kind());
        if (order < 0) {
            where.and(table.at() + " < ?", after.at());
        } else {
            where.and(table.at() + " <= ?", after.at());
        }
        if (order == 0) {
            where.with("(" + table.at() + " < ? OR " + table.eventId() + " > ?)", after.at(), after.eventId());
        }
    }

    private static TimelineEntry entry(ResultSet row) throws SQLException {
        String eventId = row.getString("event_id");
        long duration = row.getLong("duration_ms");
        boolean hasNoDuration = row.wasNull();
        return new TimelineEntry(
                LetterRow.time(row, "at"),
                TimelineKind.of(row.getInt("rank")),
                eventId.isEmpty() ? null : eventId,
                row.getString("title"),
                row.getString("url"),
                row.getString("activity"),
                row.getString("operation"),
                hasNoDuration ? null : duration,
                data(row.getString("data")));
    }

    private static @Nullable JsonNode data(@Nullable String json) {
        try {
            return json == null ? null : JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the store holds data that is no JSON", impossible);
        }
    }

    /// Where something of a kind stands, and in which order.
    ///
    /// @param at        the column of when it happened
    /// @param eventId   the column of its event
    /// @param columns   title, url, activity, operation, duration_ms and data
    /// @param condition which rows have it; all when null
    private record Table(
            String name,
            String at,
            String eventId,
            String columns,
            @Nullable String condition) {
        private static final String NOTHING = "NULL, NULL, NULL, NULL, NULL::bigint, NULL";

        static Table of(TimelineKind kind) {
            return switch (kind) {
                case STARTED -> new Table("session", "started_at", "''::text", NOTHING, "started_at IS NOT NULL");
                case ENDED -> new Table("session", "ended_at", "''::text", NOTHING, "ended_at IS NOT NULL");
                case ABANDONED -> new Table("session", "last_seen_at", "''::text", NOTHING, "status = 'abandoned'");
                case PAGE_VISIT ->
                    new Table(
                            "page_visit",
                            "visited_at",
                            "event_id",
                            "left(title, 500), left(url, 2000), NULL, NULL, duration_ms, NULL",
                            null);
                case ACTIVITY ->
                    new Table(
                            "activity",
                            "occurred_at",
                            "event_id",
                            "NULL, NULL, kind, NULL, NULL::bigint, " + DATA,
                            null);
                case TAB_CLOSED ->
                    new Table(
                            "tab_aggregate",
                            "closed_at",
                            "event_id",
                            "NULL, NULL, NULL, NULL, NULL::bigint, " + DATA,
                            null);
                case OPERATION ->
                    new Table(
                            "operation",
                            "occurred_at",
                            "event_id",
                            "NULL, NULL, NULL, operation, NULL::bigint, " + DATA,
                            null);
            };
        }
    }

    /// What of a kind is on a page, in the order of its index.
    private record Part(TimelineKind kind, Table table, Where where) {
        String sql(int limit) {
            return """
                (SELECT s.at, s.rank, s.event_id, s.title, s.url, s.activity, s.operation, s.duration_ms, s.data
                 FROM (SELECT %1$s, %2$d, %3$s, %4$s FROM %5$s WHERE %6$s ORDER BY %1$s DESC, %3$s LIMIT %7$d)
                     AS s (at, rank, event_id, title, url, activity, operation, duration_ms, data))""".formatted(
                    table.at(), kind.rank(), table.eventId(), table.columns(), table.name(), where.sql(), limit);
        }
    }
}
