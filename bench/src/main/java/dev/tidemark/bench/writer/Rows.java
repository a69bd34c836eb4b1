package dev.tidemark.bench.writer;

import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.cli.Failure;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;

/// The table that a contender fills, as anybody sees it who connects to PostgreSQL.
final class Rows implements AutoCloseable {
    private final Table table;
    private final Connection connection;
    private final Connection lookups;

    /// A table of sessions.
    ///
    /// @param name    its name
    /// @param session the column of the session's id
    /// @param time    turns microseconds since 1970, a parameter, into what `last_seen_at` is
    /// @param reset   empties it, and what belongs to it
    record Table(String name, String session, String time, String reset) {}

    private Rows(Table table, Connection connection, Connection lookups) {
        this.table = table;
        this.connection = connection;
        this.lookups = lookups;
    }

    static Rows of(Table table, String jdbcUrl) throws SQLException {
        Connection connection = connect(jdbcUrl, Map.of());
        // Planned for the table as it is now, each time, and never by a scan: a look costs next to nothing.
        Map<String, String> byKey = Map.of(
                "prepareThreshold",
                "0",
                "options",
                "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off");
        return new Rows(table, connection, connect(jdbcUrl, byKey));
    }

    static Connection connect(String jdbcUrl, Map<String, String> settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "tidemark");
        properties.setProperty("password", "tidemark");
        properties.putAll(settings);
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /// Leaves in it what was there before the first contender, and nothing else.
    ///
    /// @param heartbeats of which none may stay
    /// @param before     how many sessions were there
    void reset(Heartbeats heartbeats, long before) throws SQLException {
        if (before == 0) {
            execute(table.reset());
        } else {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM %s WHERE last_seen_at >= %s".formatted(table.name(), table.time()))) {
                delete.setLong(1, Micros.of(heartbeats.lap(0)));
                int _ = delete.executeUpdate();
            }
            execute("VACUUM " + table.name());
        }
    }

    /// Makes contenders start alike: what others wrote is on disk, and PostgreSQL knows the table.
    void settle() throws SQLException {
        execute("ANALYZE " + table.name());
        execute("CHECKPOINT");
    }

    /// Whether these sessions are all as far as that.
    boolean reached(Heartbeats heartbeats, Collection<Place> places) throws SQLException {
        String sql = """
                SELECT count(*)
                FROM unnest(?::text[], ?::text[], ?::bigint[]) AS wanted (user_id, session_id, micros)
                JOIN %1$s AS s ON s.user_id = wanted.user_id AND s.%2$s = wanted.session_id
                WHERE s.last_seen_at >= %3$s""".formatted(table.name(), table.session(), table.time().replace("?", "wanted.micros"));
        try (PreparedStatement look = lookups.prepareStatement(sql)) {
            look.setArray(
                    1,
                    array(
                            "text",
                            places.stream()
                                    .map(p -> Heartbeats.user(p.session()))
                                    .toArray()));
            look.setArray(
                    2,
                    array(
                            "text",
                            places.stream()
                                    .map(p -> Heartbeats.sessionId(p.session()))
                                    .toArray()));
            look.setArray(
                    3,
                    array(
                            "bigint",
                            places.stream()
                                    .map(p -> Micros.of(heartbeats.lap(p.lap())))
                                    .toArray()));
            return number(look) == places.size();
        }
    }

    private Array array(String type, Object[] values) throws SQLException {
        return lookups.createArrayOf(type, values);
    }

    /// How many sessions have a heartbeat of this lap or a later one.
    long count(Heartbeats heartbeats, long lap) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM %s WHERE last_seen_at >= %s".formatted(table.name(), table.time()))) {
            count.setLong(1, Micros.of(heartbeats.lap(lap)));
            return number(count);
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet result = query.executeQuery()) {
            if (!result.next()) {
                throw new Failure("PostgreSQL counted nothing");
            }
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        lookups.close();
    }
}
