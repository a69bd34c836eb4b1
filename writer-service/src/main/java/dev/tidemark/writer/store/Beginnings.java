package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What begins like a text: users, repositories and session ids, looked up in indexes, a few at most.
sealed interface Beginnings {
    /// The most users, and the most repositories.
    int MOST_NAMES = 8;

    /// The most sessions.
    int MOST_SESSIONS = 500;

    /// Few enough to be looked at one by one.
    ///
    /// @param sessions how many have such an id
    /// @param ids      what their ids are among
    record Few(List<String> users, List<String> repositories, int sessions, Range ids) implements Beginnings {
        boolean isEmpty() {
            return users.isEmpty() && repositories.isEmpty() && sessions == 0;
        }
    }

    /// Too many for that.
    record TooMany() implements Beginnings {}

    /// Texts from one until before another, bytewise.
    record Range(String from, String before) {
        /// Those that begin like this: after all of them comes what goes on with the last character there is.
        static Range beginningWith(String text) {
            return new Range(text, text + Character.toString(Character.MAX_CODE_POINT));
        }

        /// This one alone: behind it comes what goes on with the first character that the store can hold.
        static Range only(String text) {
            return new Range(text, text + '\u0001');
        }
    }

    /// What begins like it. Where that is too much, what it is as a whole, if it is anything.
    static Beginnings of(Connection connection, String text) throws SQLException {
        Beginnings beginning = within(connection, Range.beginningWith(text));
        if (beginning instanceof Few) {
            return beginning;
        }
        Beginnings whole = within(connection, Range.only(text));
        return whole instanceof Few few && few.isEmpty() ? beginning : whole;
    }

    private static Beginnings within(Connection connection, Range range) throws SQLException {
        List<String> users = names(connection, "user_id", range);
        List<String> repositories = names(connection, "repository", range);
        int sessions = sessions(connection, range);
        return users.size() > MOST_NAMES || repositories.size() > MOST_NAMES || sessions > MOST_SESSIONS
                ? new TooMany()
                : new Few(users, repositories, sessions, range);
    }

    /// Goes from one name to the next in the index, however many sessions each has.
    private static List<String> names(Connection connection, String column, Range range) throws SQLException {
        String sql = """
                WITH RECURSIVE found AS (
                    (SELECT %1$s AS name FROM session WHERE %1$s >= ? AND %1$s < ? ORDER BY %1$s LIMIT 1)
                    UNION ALL
                    SELECT (SELECT s.%1$s FROM session AS s
                            WHERE s.%1$s > found.name AND s.%1$s < ? ORDER BY s.%1$s LIMIT 1)
                    FROM found WHERE found.name IS NOT NULL)
                SELECT name FROM found WHERE name IS NOT NULL LIMIT %2$d""".formatted(column, MOST_NAMES + 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, range.from());
            statement.setString(2, range.before());
            statement.setString(3, range.before());
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private static int sessions(Connection connection, Range range) throws SQLException {
        String sql = "SELECT count(*) FROM (SELECT FROM session WHERE session_id >= ? AND session_id < ? LIMIT "
                + (MOST_SESSIONS + 1) + ") AS found";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, range.from());
            statement.setString(2, range.before());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
