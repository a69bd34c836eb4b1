package dev.tidemark.writer.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of `dead_letter` as it is read.
final class LetterRow {
    static final String COLUMNS = """
            d.origin, d.number, d.user_id, d.session_id, d.event_id, d.event_type, d.failure, d.sql_state, d.detail,
            d.fingerprint, d.attempts, d.deaths, d.first_failed_at, d.last_failed_at, d.status, d.reason, d.decided_by,
            d.decided_at, d.edited IS NOT NULL AS is_edited, d.edited_by, d.edited_at, d.writer,
            coalesce(octet_length(d.value), 0) AS size, d.version""";

    private LetterRow() {}

    static Letter read(ResultSet row) throws SQLException {
        return new Letter(
                row.getString("origin"),
                row.getLong("number"),
                row.getString("user_id"),
                row.getString("session_id"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("failure"),
                row.getString("sql_state"),
                row.getString("detail"),
                row.getString("fingerprint"),
                row.getInt("attempts"),
                row.getInt("deaths"),
                time(row, "first_failed_at"),
                time(row, "last_failed_at"),
                row.getString("status"),
                row.getString("reason"),
                row.getString("decided_by"),
                timeOrNull(row, "decided_at"),
                row.getBoolean("is_edited"),
                row.getString("edited_by"),
                timeOrNull(row, "edited_at"),
                row.getString("writer"),
                row.getLong("size"),
                row.getLong("version"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(timeOrNull(row, column));
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
