package dev.tidemark.writer.store;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.writer.batch.Batch.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of events that are one row each: of two forms of an event, the greater version wins whole.
final class EventTable {
    private static final EventTable PAGE_VISIT =
            new EventTable("page_visit", new TimeColumn("visited_at", e -> ((Event.PageVisited) e).visitedAt()));
    private static final EventTable TAB_AGGREGATE = new EventTable(
            "tab_aggregate",
            new TimeColumn("opened_at", e -> ((Event.TabClosed) e).openedAt()),
            new TimeColumn("closed_at", e -> ((Event.TabClosed) e).closedAt()));
    private static final EventTable ACTIVITY = new EventTable("activity");
    private static final EventTable OPERATION = new EventTable("operation");

    private final String name;
    private final List<TimeColumn> times;
    private final String upsert;

    /// A time that a table keeps beside `occurred_at`.
    private record TimeColumn(String name, Function<Event, @Nullable Instant> value) {}

    private EventTable(String name, TimeColumn... times) {
        this.name = name;
        this.times = List.of(times);
        this.upsert = upsertInto();
    }

    /// The table of a type of event.
    static EventTable of(EventType type) {
        return switch (type) {
            case PAGE_VISITED -> PAGE_VISIT;
            case TAB_CLOSED -> TAB_AGGREGATE;
            case SESSION_ACTIVITY -> ACTIVITY;
            case OPERATION -> OPERATION;
            case SESSION_STARTED, SESSION_HEARTBEAT, SESSION_ENDED, SESSION_EXPIRED ->
                throw new IllegalArgumentException(type + " is no row of its own");
        };
    }

    String name() {
        return name;
    }

    void upsert(Connection connection, Map<RowKey, RowState> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            var columns = new Columns<>(statement, rows.entrySet())
                    .texts(row -> row.getKey().user().value())
                    .texts(row -> row.getKey().event().value())
                    .texts(row -> sessionOf(row.getValue().event()))
                    .texts(row -> row.getValue().event().data())
                    .times(row -> row.getValue().event().envelope().occurredAt());
            for (TimeColumn time : times) {
                columns.times(row -> time.value().apply(row.getValue().event()));
            }
            statement.executeUpdate();
        }
    }

    private String upsertInto() {
        return """
                INSERT INTO %1$s AS t (user_id, event_id, session_id, data, occurred_at%2$s)
                SELECT user_id, event_id, session_id, data::jsonb, time_of(occurred_at)%3$s
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[]%4$s)
                    AS given (user_id, event_id, session_id, data, occurred_at%2$s)
                ORDER BY user_id COLLATE "C", event_id COLLATE "C"
                ON CONFLICT (user_id, event_id) DO UPDATE SET
                    session_id = excluded.session_id, data = excluded.data, occurred_at = excluded.occurred_at%5$s
                WHERE (excluded.occurred_at, coalesce(excluded.session_id, ''), excluded.data::text COLLATE "C")
                    > (t.occurred_at, coalesce(t.session_id, ''), t.data::text COLLATE "C")""".formatted(
                        name,
                        each(", %s"),
                        each(", time_of(%s)"),
                        ", ?::bigint[]".repeat(times.size()),
                        each(", %1$s = excluded.%1$s"));
    }

    private String each(String format) {
        return times.stream().map(time -> format.formatted(time.name())).collect(Collectors.joining());
    }

    private static @Nullable String sessionOf(Event event) {
        SessionId session = event.envelope().session();
        return session == null ? null : session.value();
    }
}
