package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// `rollup_due`: minutes that are to be counted again, each any number of times.
final class DueTable {
    static final String ANY = "SELECT 1 FROM rollup_due LIMIT 1";
    static final String COUNT = "SELECT count(*) FROM (SELECT DISTINCT minute FROM rollup_due ORDER BY minute LIMIT ?)";

    private static final String TAKE = """
            WITH oldest AS MATERIALIZED (SELECT DISTINCT minute FROM rollup_due ORDER BY minute LIMIT ?),
                 taken AS (
                     DELETE FROM rollup_due AS due USING oldest WHERE due.minute = oldest.minute RETURNING due.minute)
            SELECT DISTINCT minute FROM taken""";

    private DueTable() {}

    /// Takes the oldest of them away.
    static List<Instant> take(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setInt(1, most);
            List<Instant> minutes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    minutes.add(rows.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
            return minutes;
        }
    }
}
