package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.writer.store.Audits.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Replays as operators see them: begun, held, ended, and how far they are. Each decision is audited in its
/// transaction.
@ApplicationScoped
public class Replays {
    private static final String BEGIN = """
            INSERT INTO replay (id, dry_run, state, selection, rate, lane, cap, started_by, why)
            VALUES (?, ?, 'running', ?::jsonb, ?, ?, ?, ?, ?)""";

    private static final String TURN = "UPDATE replay SET state = ?, lease_until = NULL,"
            + " finished_at = CASE WHEN ? THEN now() END WHERE id = ? AND state = ANY (?)";

    private final DataSource dataSource;

    Replays(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Begins one, with the letters as they are selected now.
    ///
    /// @return what names it; nothing when no open letter is selected, and nothing was begun then
    public Optional<UUID> begin(ReplayOrder order, By by) throws StoreException {
        UUID id = UUID.randomUUID();
        return new Transaction(dataSource).run(connection -> {
            if (!order.isDryRun()) {
                awaitOthers(connection);
            }
            insert(connection, id, order, by);
            long letters = choose(connection, id, order);
            if (letters == 0) {
                connection.rollback();
                return Optional.empty();
            }
            if (!order.isDryRun()) {
                ObjectNode detail = JsonNodeFactory.instance.objectNode().put("letters", letters);
                detail.set("selection", order.selection().toJson());
                Audits.append(connection, Action.REPLAY, id.toString(), by, detail);
            }
            return Optional.of(id);
        });
    }

    /// Letters that another replay is just choosing can be seen only when it has chosen.
    private static void awaitOthers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(x'7469646572706c79'::bigint)");
        }
    }

    private static void insert(Connection connection, UUID id, ReplayOrder order, By by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, id);
            statement.setBoolean(2, order.isDryRun());
            statement.setString(3, order.selection().toJson().toString());
            statement.setInt(4, order.rate());
            statement.setString(5, order.lane());
            statement.setInt(6, order.cap());
            statement.setString(7, by.who());
            statement.setString(8, by.why());
            statement.executeUpdate();
        }
    }

    /// Some at a time: no statement may take for ever, however many letters there are.
    private static long choose(Connection connection, UUID id, ReplayOrder order) throws SQLException {
        Where where = Where.of(order.selection());
        long newest = LetterTable.newest(connection);
        long last = 0;
        long all = 0;
        int some;
        try (PreparedStatement statement = connection.prepareStatement(choosing(where))) {
            do {
                statement.setLong(1, last);
                statement.setLong(2, newest);
                int next = where.bind(statement, 3);
                statement.setObject(next, id);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    some = row.getInt("letters");
                    last = row.getLong("last");
                }
                all += some;
            } while (some > 0);
        }
        return all;
    }

    /// Holds one that is running.
    ///
    /// @return whether it was
    public boolean pause(UUID id, By by) throws StoreException {
        return turn(id, "paused", Action.REPLAY_PAUSE, by, "running");
    }

    /// Lets one go on that is held.
    ///
    /// @return whether it was
    public boolean resume(UUID id, By by) throws StoreException {
        return turn(id, "running", Action.REPLAY_RESUME, by, "paused");
    }

    /// Ends one early. What it sent is not called back.
    ///
    /// @return whether it was running or held
    public boolean cancel(UUID id, By by) throws StoreException {
        return turn(id, "cancelled", Action.REPLAY_CANCEL, by, "running", "paused");
    }

    private boolean turn(UUID id, String to, Action action, By by, String... from) throws StoreException {
        return new Transaction(dataSource).run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TURN)) {
                statement.setString(1, to);
                statement.setBoolean(2, action == Action.REPLAY_CANCEL);
                statement.setObject(3, id);
                statement.setObject(4, from);
                boolean turned = statement.executeUpdate() > 0;
                if (turned) {
                    Audits.append(connection, action, id.toString(), by, JsonNodeFactory.instance.objectNode());
                }
                return turned;
            }
        });
    }

    private static String choosing(Where where) {
        return """
            WITH chosen AS MATERIALIZED (
                SELECT d.number, d.origin FROM dead_letter AS d
                WHERE d.status = 'open' AND d.number > ? AND d.number <= ? AND %s
                ORDER BY d.number
                LIMIT 10000),
            added AS (
                INSERT INTO replay_item (replay, position, origin, outcome, detail)
                SELECT replay.id, chosen.number, chosen.origin,
                       CASE WHEN whynot IS NULL THEN 'pending' ELSE 'skipped' END, whynot
                FROM chosen
                JOIN replay ON replay.id = ?
                CROSS JOIN LATERAL (
                    SELECT count(*) FILTER (WHERE %s) AS replays,
                           count(*) FILTER (WHERE r.state <> 'cancelled' AND i.outcome = 'pending') AS under_way
                    FROM replay_item AS i JOIN replay AS r ON r.id = i.replay
                    WHERE i.origin = chosen.origin AND NOT r.dry_run) AS earlier
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN under_way > 0 THEN 'another replay has it'
                                WHEN replays >= replay.cap THEN 'it was replayed as often as the cap allows'
                           END AS whynot) AS judged)
            SELECT count(*) AS letters, coalesce(max(number), 0) AS last FROM chosen""".formatted(where.sql(), ReplayTable.WAS_SENT);
    }
}
