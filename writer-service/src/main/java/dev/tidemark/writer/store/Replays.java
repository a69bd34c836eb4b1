package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.writer.store.Audits.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Replays as operators see them: begun, held, ended, and how far they are. Each decision is audited in its transaction.
@ApplicationScoped
public class Replays {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REASONS = 20;

    private static final String BEGIN = """
            INSERT INTO replay (id, dry_run, state, selection, rate, lane, cap, started_by, why)
            VALUES (?, ?, 'running', ?::jsonb, ?, ?, ?, ?, ?)""";

    private static final String CHOOSE = """
            INSERT INTO replay_item (replay, position, origin, outcome, detail)
            SELECT ?, row_number() OVER (ORDER BY d.user_id, d.session_id, d.number), d.origin,
                   CASE WHEN d.replays < ? THEN 'pending' ELSE 'skipped' END,
                   CASE WHEN d.replays >= ? THEN 'it was replayed ' || d.replays || ' times' END
            FROM dead_letter AS d
            WHERE d.status = 'open' AND %s""";

    private static final String READ = """
            SELECT r.*, r.selection::text AS selected, count(i.*) AS total,
                   count(*) FILTER (WHERE i.outcome = 'pending') AS pending,
                   count(*) FILTER (WHERE i.outcome = 'sent') AS sent,
                   count(*) FILTER (WHERE i.outcome = 'applied') AS applied,
                   count(*) FILTER (WHERE i.outcome = 'failed') AS failed,
                   count(*) FILTER (WHERE i.outcome = 'skipped') AS skipped,
                   count(*) FILTER (WHERE i.outcome = 'undecided') AS undecided
            FROM (SELECT * FROM replay AS r WHERE %s ORDER BY number DESC LIMIT ?) AS r
            LEFT JOIN replay_item AS i ON i.replay = r.id
            GROUP BY r.id, r.number, r.dry_run, r.state, r.selection, r.rate, r.lane, r.cap, r.started_by, r.why, r.created_at,
                     r.finished_at, r.owner, r.lease_until
            ORDER BY r.number DESC""";

    private static final String REASONS = """
            SELECT failure, detail, count(*) AS letters, min(origin) AS example
            FROM replay_item
            WHERE replay = ? AND outcome IN ('failed', 'skipped', 'undecided')
            GROUP BY failure, detail
            ORDER BY letters DESC, failure, detail
            LIMIT ?""";

    private static final String TURN = "UPDATE replay SET state = ?, lease_until = NULL,"
            + " finished_at = CASE WHEN ? THEN now() END WHERE id = ? AND state = ANY (?)";

    private final DataSource dataSource;

    Replays(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Begins one, with the letters as they are selected now.
    ///
    /// @return what names it
    public UUID begin(ReplayOrder order, By by) throws StoreException {
        UUID id = UUID.randomUUID();
        return new Transaction(dataSource).run(connection -> {
            insert(connection, id, order, by);
            int letters = choose(connection, id, order);
            if (!order.isDryRun()) {
                ObjectNode detail = JsonNodeFactory.instance.objectNode().put("letters", letters);
                detail.set("selection", order.selection().toJson());
                Audits.append(connection, Action.REPLAY, id.toString(), by, detail);
            }
            return id;
        });
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

    private static int choose(Connection connection, UUID id, ReplayOrder order) throws SQLException {
        Where where = Where.of(order.selection());
        try (PreparedStatement statement = connection.prepareStatement(CHOOSE.formatted(where.sql()))) {
            statement.setObject(1, id);
            statement.setInt(2, order.cap());
            statement.setInt(3, order.cap());
            int _ = where.bind(statement, 4);
            return statement.executeUpdate();
        }
    }

    /// How far one is; nothing when there is none of that name.
    public Optional<ReplayState> find(UUID id) throws StoreException {
        return read(new Where().and("r.id = ?", id), 1).stream().findFirst();
    }

    /// All of them, newest first.
    ///
    /// @param after after which number it goes on
    public Page<ReplayState> page(int limit, @Nullable Long after) throws StoreException {
        return Page.of(read(new Where().and("r.number < ?", after), limit + 1), limit, ReplayState::number);
    }

    /// Why letters were not applied, the most frequent first, at most 20.
    public List<ReplayReason> reasons(UUID id) throws StoreException {
        return new Query(dataSource, REASONS).run(statement -> {
            statement.setObject(1, id);
            statement.setInt(2, MOST_REASONS);
            List<ReplayReason> reasons = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reasons.add(new ReplayReason(
                            rows.getString("failure"),
                            rows.getString("detail"),
                            rows.getLong("letters"),
                            rows.getString("example")));
                }
            }
            return reasons;
        });
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

    private List<ReplayState> read(Where where, int limit) throws StoreException {
        return new Query(dataSource, READ.formatted(where.sql())).run(statement -> {
            statement.setInt(where.bind(statement, 1), limit);
            List<ReplayState> replays = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    replays.add(state(rows));
                }
            }
            return replays;
        });
    }

    private static ReplayState state(ResultSet row) throws SQLException {
        return new ReplayState(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getBoolean("dry_run"),
                row.getString("state"),
                selection(row.getString("selected")),
                row.getInt("rate"),
                row.getString("lane"),
                row.getInt("cap"),
                row.getString("started_by"),
                row.getString("why"),
                LetterRow.time(row, "created_at"),
                LetterRow.timeOrNull(row, "finished_at"),
                row.getLong("total"),
                row.getLong("pending"),
                row.getLong("sent"),
                row.getLong("applied"),
                row.getLong("failed"),
                row.getLong("skipped"),
                row.getLong("undecided"));
    }

    private static JsonNode selection(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the store holds a selection that is no JSON", impossible);
        }
    }
}
