package dev.tidemark.system.guarantee;

import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.json.BytewiseOrder;
import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.merge.End;
import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Version;
import dev.tidemark.system.guarantee.Rows.EventKey;
import dev.tidemark.system.guarantee.Rows.RecordKey;
import dev.tidemark.system.guarantee.Rows.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what PostgreSQL holds of one run.
final class RowReader {
    private final Connection connection;
    private final String users;
    private final Rows rows = new Rows();

    private RowReader(Connection connection, String users) {
        this.connection = connection;
        this.users = users;
    }

    /// All rows of the users whose names begin so.
    static Rows read(Connection connection, String users) throws SQLException {
        RowReader reader = new RowReader(connection, users);
        reader.readSessions();
        for (String table : List.of("page_visit", "tab_aggregate", "activity", "operation")) {
            reader.readEvents(table);
        }
        reader.readRecords();
        return reader.rows;
    }

    private void readSessions() throws SQLException {
        try (PreparedStatement query = query("SELECT * FROM session");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                SessionKey key = new SessionKey(new UserId(row.getString("user_id")), row.getString("session_id"));
                rows.sessions().put(key, session(row));
                rows.statuses().put(key, row.getString("status"));
            }
        }
    }

    private static SessionState session(ResultSet row) throws SQLException {
        return new SessionState(
                time(row, "started_at"),
                time(row, "first_seen_at"),
                time(row, "last_seen_at"),
                time(row, "last_received_at"),
                end(row),
                time(row, "expired_at_received"),
                row.getBoolean("heard_more"),
                registers(row.getString("attributes"), row.getString("attribute_versions")));
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

    /// @param versions by name: `"microseconds event"`
    private static Registers registers(String values, String versions) {
        try {
            SortedMap<String, Version> byName = new TreeMap<>(BytewiseOrder.BYTEWISE);
            Map<String, String> versionOf = CanonicalJson.membersOf(versions);
            CanonicalJson.membersOf(values).forEach((name, value) -> {
                String version = versionOf.getOrDefault(name, "");
                int space = version.indexOf(' ');
                Instant at = EventTime.ofMicros(Long.parseLong(version.substring(1, space)));
                EventId by = new EventId(version.substring(space + 1, version.length() - 1));
                byName.put(name, new Version(at, by, value));
            });
            return new Registers(byName);
        } catch (MalformedJsonException impossible) {
            throw new AssertionError("the store holds attributes that are no JSON", impossible);
        }
    }

    private void readEvents(String table) throws SQLException {
        try (PreparedStatement query = query("SELECT * FROM " + table);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String event = row.getString("event_id");
                String session = row.getString("session_id");
                Instant occurredAt =
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant();
                rows.events()
                        .put(
                                new EventKey(new UserId(row.getString("user_id")), event, table),
                                new Version(
                                        occurredAt,
                                        new EventId(event),
                                        (session == null ? "" : session) + '\n' + row.getString("data")));
            }
        }
    }

    private void readRecords() throws SQLException {
        try (PreparedStatement query = query("SELECT * FROM record");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.records()
                        .put(
                                new RecordKey(
                                        new UserId(row.getString("user_id")),
                                        row.getString("name"),
                                        row.getString("record_id")),
                                new RecordState(
                                        registers(row.getString("fields"), row.getString("field_versions")),
                                        bareVersion(row, "written"),
                                        bareVersion(row, "deleted")));
            }
        }
    }

    private static @Nullable Version bareVersion(ResultSet row, String name) throws SQLException {
        Instant at = time(row, name + "_at");
        return at == null ? null : new Version(at, new EventId(row.getString(name + "_by")), "");
    }

    private PreparedStatement query(String select) throws SQLException {
        PreparedStatement query = connection.prepareStatement(select + " WHERE starts_with(user_id, ?)");
        query.setString(1, users);
        return query;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
