package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// The write side of the dead letters: what the topic tells. Writing it again changes nothing.
@ApplicationScoped
public class DeadLetters {
    private static final String MARK_APPLIED = """
            WITH held AS MATERIALIZED (
                SELECT d.origin, given.operator
                FROM dead_letter AS d JOIN unnest(?::text[], ?::text[]) AS given (origin, operator) USING (origin)
                WHERE d.status <> 'applied'
                ORDER BY d.origin
                FOR UPDATE OF d)
            UPDATE dead_letter AS d
            SET status = 'applied', reason = NULL, decided_at = now(), decided_by = held.operator,
                version = d.version + 1
            FROM held WHERE d.origin = held.origin""";

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
        try (PreparedStatement statement = connection.prepareStatement(MARK_APPLIED)) {
            new Columns<>(statement, operators.entrySet())
                    .texts(Map.Entry::getKey)
                    .texts(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }
}
