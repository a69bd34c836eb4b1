package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Replays as they are read: how far they are, and what became of their letters.
@ApplicationScoped
public class ReplayList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REASONS = 20;

    private static final String REASONS = """
            SELECT outcome, failure, detail, count(*) AS letters, min(origin) AS example
            FROM replay_item
            WHERE replay = ? AND outcome IN ('failed', 'skipped', 'undecided')
            GROUP BY outcome, failure, detail
            ORDER BY letters DESC, outcome, failure, detail
            LIMIT ?""";

    private static final String OF_LETTER = """
            SELECT r.id, r.state, %s AS outcome, r.started_by, r.created_at
            FROM replay_item AS i JOIN replay AS r ON r.id = i.replay
            WHERE i.origin = ? AND NOT r.dry_run
            ORDER BY r.number DESC
            LIMIT 100""".formatted(ReplayTable.OUTCOME);

    private final DataSource dataSource;

    ReplayList(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// How far one is; nothing when there is none of that name.
    public Optional<ReplayState> find(UUID id) throws StoreException {
        return read(new Where().and("r.id = ?", id), 1).stream().findFirst();
    }

    /// All of them, newest first.
    ///
    /// @param after after which number it goes on
    public Page<ReplayState, Long> page(int limit, @Nullable Long after) throws StoreException {
        return Page.of(read(new Where().and("r.number < ?", after), limit + 1), limit, ReplayState::number);
    }

    /// Why letters were not applied, the most frequent first, at most 20.
    public List<ReplayReason> reasons(UUID id) throws StoreException {
        return new Query(dataSource, REASONS)
                .list(
                        statement -> {
                            statement.setObject(1, id);
                            statement.setInt(2, MOST_REASONS);
                        },
                        row -> new ReplayReason(
                                row.getString("outcome"),
                                row.getString("failure"),
                                row.getString("detail"),
                                row.getLong("letters"),
                                row.getString("example")));
    }

    /// What became of its letters one by one, in the order in which they are sent.
    ///
    /// @param outcome only those; all when null
    /// @param after   after which position it goes on
    public Page<ReplayOutcome, Long> items(UUID id, @Nullable String outcome, int limit, @Nullable Long after)
            throws StoreException {
        Where where = new Where()
                .and("i.replay = ?", id)
                .and(ReplayTable.OUTCOME + " = ?", outcome)
                .and("i.position > ?", after);
        List<ReplayOutcome> items = new Query(dataSource, itemsOf(where))
                .list(
                        statement -> statement.setInt(where.bind(statement, 1), limit + 1),
                        row -> new ReplayOutcome(
                                row.getLong("position"),
                                row.getString("origin"),
                                row.getString("outcome"),
                                row.getString("failure"),
                                row.getString("detail")));
        return Page.of(items, limit, ReplayOutcome::position);
    }

    /// The replays that had a letter, newest first, at most 100; dry runs are not among them.
    public List<LetterReplay> of(String origin) throws StoreException {
        return new Query(dataSource, OF_LETTER)
                .list(
                        statement -> statement.setString(1, origin),
                        row -> new LetterReplay(
                                row.getObject("id", UUID.class),
                                row.getString("state"),
                                row.getString("outcome"),
                                row.getString("started_by"),
                                LetterRow.time(row, "created_at")));
    }

    private List<ReplayState> read(Where where, int limit) throws StoreException {
        return new Query(dataSource, reading(where))
                .list(statement -> statement.setInt(where.bind(statement, 1), limit), ReplayList::state);
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

    private static String reading(Where where) {
        return """
            SELECT r.*, r.selection::text AS selected, items.*
            FROM (SELECT * FROM replay AS r WHERE %s ORDER BY number DESC LIMIT ?) AS r
            CROSS JOIN LATERAL (
                SELECT count(*) AS total,
                       count(*) FILTER (WHERE outcome = 'pending' AND position > r.sent_to) AS pending,
                       count(*) FILTER (WHERE outcome = 'pending' AND position <= r.sent_to) AS sent,
                       count(*) FILTER (WHERE outcome = 'applied') AS applied,
                       count(*) FILTER (WHERE outcome = 'failed') AS failed,
                       count(*) FILTER (WHERE outcome = 'skipped') AS skipped,
                       count(*) FILTER (WHERE outcome = 'undecided') AS undecided
                FROM replay_item WHERE replay = r.id) AS items
            ORDER BY r.number DESC""".formatted(where.sql());
    }

    private static String itemsOf(Where where) {
        return """
            SELECT i.position, i.origin, %s AS outcome, i.failure, i.detail
            FROM replay_item AS i JOIN replay AS r ON r.id = i.replay
            WHERE %s ORDER BY i.position LIMIT ?""".formatted(ReplayTable.OUTCOME, where.sql());
    }
}
