package dev.tidemark.bench.writer;

import dev.tidemark.bench.writer.ExpressPosts.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which starts and ends are rows that anybody can see.
record ExpressRows(Connection connection) implements AutoCloseable {
    /// What a latency may be too long by.
    static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private static final String LOOK = """
            SELECT wanted.number
            FROM unnest(?::text[], ?::text[], ?::boolean[]) WITH ORDINALITY
                AS wanted (user_id, session_id, is_end, number)
            JOIN session AS s USING (user_id, session_id)
            WHERE CASE WHEN wanted.is_end THEN s.ended_at ELSE s.started_at END IS NOT NULL""";

    static ExpressRows in(String jdbcUrl) throws SQLException {
        // By key, whatever PostgreSQL knows of the table.
        return new ExpressRows(Rows.connect(
                jdbcUrl, Map.of("options", "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off")));
    }

    List<Sent> among(List<Sent> sent) throws SQLException {
        List<Sent> there = new ArrayList<>();
        if (sent.isEmpty()) {
            return there;
        }
        try (PreparedStatement look = connection.prepareStatement(LOOK)) {
            look.setArray(
                    1,
                    connection.createArrayOf(
                            "text", sent.stream().map(Sent::user).toArray()));
            look.setArray(
                    2,
                    connection.createArrayOf(
                            "text", sent.stream().map(Sent::session).toArray()));
            look.setArray(
                    3,
                    connection.createArrayOf(
                            "boolean", sent.stream().map(Sent::isEnd).toArray()));
            try (ResultSet numbers = look.executeQuery()) {
                while (numbers.next()) {
                    there.add(sent.get(numbers.getInt(1) - 1));
                }
            }
        }
        return there;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
