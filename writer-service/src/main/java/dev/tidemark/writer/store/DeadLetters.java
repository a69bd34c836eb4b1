package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// The write side of the dead letters: what the topic tells. Writing it again changes nothing.
@ApplicationScoped
public class DeadLetters {
    /// One by one, in the order in which they are given: see [ReplayTable].
    private static final String HOLD = """
            SELECT d.place, given.operator
            FROM unnest(?::text[], ?::text[]) AS given (origin, operator)
            CROSS JOIN LATERAL (
                SELECT d.ctid AS place FROM dead_letter AS d
                WHERE d.origin = given.origin AND d.status <> 'applied'
                FOR UPDATE) AS d""";

    private static final String APPLIED = """
            UPDATE dead_letter
            SET status = 'applied', reason = NULL, decided_at = now(), decided_by = ?, version = version + 1
            WHERE ctid = ANY (?::text[]::tid[])""";

    private final DataSource dataSource;

    DeadLetters(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Joins deaths into their letters and groups, in one transaction. It may have had any of them before, and in any
    /// order; the letters and groups are the same.
    ///
    /// @throws StoreException when nothing was written
    public void take(List<Death> deaths) throws StoreException {
        if (deaths.isEmpty()) {
            return;
        }
        GroupTable.Groups groups = GroupTable.of(deaths);
        boolean _ = new Transaction(dataSource).run(connection -> {
            ReplayTable.markFailed(connection, deaths);
            var added = DeathTable.insert(connection, deaths);
            GroupTable.insert(connection, groups);
            LetterTable.upsert(connection, deaths, added);
            GroupTable.widen(connection, groups);
            return true;
        });
    }

    /// Counts the letters of all groups anew.
    public void recount() throws StoreException {
        boolean _ = new Transaction(dataSource).run(connection -> {
            GroupTable.recount(connection);
            return true;
        });
    }

    /// Says of letters that their events were applied after all, in the transaction that applies them. Holds the
    /// letters and the counts of their groups until its end.
    ///
    /// @param operators who had them replayed, by origin; those that are unknown or were applied before are left
    /// alone
    static void markApplied(Connection connection, Map<String, String> operators) throws SQLException {
        if (operators.isEmpty()) {
            return; // nor are the counts locked then
        }
        for (Map.Entry<String, List<String>> held : hold(connection, operators).entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(APPLIED)) {
                statement.setString(1, held.getKey());
                statement.setArray(
                        2, connection.createArrayOf("text", held.getValue().toArray()));
                statement.executeUpdate();
            }
        }
    }

    /// The places of the letters' rows by operator. They stay there until the end of the transaction.
    private static Map<String, List<String>> hold(Connection connection, Map<String, String> operators)
            throws SQLException {
        Map<String, List<String>> held = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
            new Columns<>(statement, operators.entrySet())
                    .texts(Map.Entry::getKey)
                    .texts(Map.Entry::getValue);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.computeIfAbsent(rows.getString("operator"), _ -> new ArrayList<>())
                            .add(rows.getString("place"));
                }
            }
        }
        return held;
    }
}
