package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.writer.store.Audits.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/// What operators decide about many letters. It is done in transactions of at most 1,000 letters, each of which is
/// audited; what arrives meanwhile is left alone.
@ApplicationScoped
public class BulkDecisions {
    /// What the audit names when neither a group nor a letter is the target.
    private static final String SELECTION = "selection";

    private final DataSource dataSource;

    BulkDecisions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Discards those of the selected letters that are open.
    ///
    /// @return how many it were
    /// @throws StoreException when the rest was not; asking for the same again does the rest
    public long discard(Selection selection, By by) throws StoreException {
        return decide(selection, Action.DISCARD, "open", "discarded", by);
    }

    /// Opens those of the selected letters again that are discarded.
    ///
    /// @return how many it were
    /// @throws StoreException when the rest was not; asking for the same again does the rest
    public long restore(Selection selection, By by) throws StoreException {
        return decide(selection, Action.RESTORE, "discarded", "open", by);
    }

    private long decide(Selection selection, Action action, String before, String after, By by) throws StoreException {
        long newest = new Transaction(dataSource).run(LetterTable::newest);
        long all = 0;
        Some some;
        do {
            some = new Transaction(dataSource).run(connection -> {
                Some decided = update(connection, selection, newest, before, after, by);
                if (decided.changed() > 0) {
                    ObjectNode detail = JsonNodeFactory.instance.objectNode().put("letters", decided.changed());
                    detail.set("selection", selection.toJson());
                    Audits.append(connection, action, target(selection), by, detail);
                }
                return decided;
            });
            all += some.changed();
        } while (some.chosen() > 0);
        return all;
    }

    /// What a transaction did.
    ///
    /// @param chosen  letters that there were to decide about
    /// @param changed those that nobody else was faster with
    private record Some(long chosen, long changed) {}

    private static Some update(
            Connection connection, Selection selection, long newest, String before, String after, By by)
            throws SQLException {
        Where where = Where.of(selection);
        boolean isDecided = !after.equals("open");
        try (PreparedStatement statement = connection.prepareStatement(update(where))) {
            statement.setString(1, before);
            statement.setLong(2, newest);
            int next = where.bind(statement, 3);
            statement.setString(next, before);
            statement.setString(next + 1, after);
            statement.setString(next + 2, isDecided ? by.why() : null);
            statement.setBoolean(next + 3, isDecided);
            statement.setString(next + 4, isDecided ? by.who() : null);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Some(row.getLong("chosen"), row.getLong("changed"));
            }
        }
    }

    private static String update(Where where) {
        return """
            WITH chosen AS MATERIALIZED (
                SELECT d.origin FROM dead_letter AS d
                WHERE d.status = ? AND d.number <= ? AND %s
                ORDER BY d.number DESC
                LIMIT 1000),
            held AS MATERIALIZED (
                SELECT d.origin FROM dead_letter AS d JOIN chosen USING (origin)
                WHERE d.status = ?
                ORDER BY d.origin
                FOR UPDATE OF d),
            changed AS (
                UPDATE dead_letter AS d
                SET status = ?, reason = ?, decided_at = CASE WHEN ? THEN now() END, decided_by = ?,
                    version = d.version + 1
                FROM held WHERE d.origin = held.origin
                RETURNING d.origin)
            SELECT (SELECT count(*) FROM chosen) AS chosen, (SELECT count(*) FROM changed) AS changed""".formatted(where.sql());
    }

    private static String target(Selection selection) {
        return switch (selection) {
            case Selection.Group(String group) -> group;
            case Selection.Origins(var origins) when origins.size() == 1 -> origins.getFirst();
            case Selection.Origins _, Selection.Filtered _ -> SELECTION;
        };
    }
}
