package dev.tidemark.writer.store;

import dev.tidemark.writer.batch.Replayed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// `replay_item`: what became of events that were sent again, said in the transaction in which it became of them.
/// Everybody locks items before letters, and both by origin.
final class ReplayTable {
    private static final String APPLIED = """
            WITH held AS MATERIALIZED (
                SELECT i.replay, i.position
                FROM replay_item AS i
                JOIN unnest(?::text[], ?::text[]) AS given (replay, origin)
                    ON i.replay = given.replay::uuid AND i.origin = given.origin
                WHERE i.outcome <> 'applied'
                ORDER BY i.origin, i.replay
                FOR UPDATE OF i)
            UPDATE replay_item AS i SET outcome = 'applied', failure = NULL, detail = NULL
            FROM held JOIN replay AS r ON r.id = held.replay
            WHERE i.replay = held.replay AND i.position = held.position AND NOT r.dry_run
            RETURNING i.origin, r.started_by""";

    /// What was applied stays applied, even where another copy of it dies.
    private static final String FAILED = """
            WITH held AS MATERIALIZED (
                SELECT i.replay, i.position, given.failure, given.detail
                FROM replay_item AS i
                JOIN unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS given (replay, origin, failure, detail)
                    ON i.replay = given.replay::uuid AND i.origin = given.origin
                WHERE i.outcome = 'pending'
                ORDER BY i.origin, i.replay
                FOR UPDATE OF i)
            UPDATE replay_item AS i SET outcome = 'failed', failure = held.failure, detail = held.detail
            FROM held
            WHERE i.replay = held.replay AND i.position = held.position""";

    /// Whether an item `i` of a replay `r`, which is no dry run, was sent.
    static final String WAS_SENT =
            "i.outcome IN ('applied', 'failed') OR i.outcome = 'pending' AND i.position <= r.sent_to";

    /// The outcome of an item `i` of a replay `r` as it is told: of what is pending, Kafka may have it already.
    static final String OUTCOME =
            "CASE WHEN i.outcome = 'pending' AND i.position <= r.sent_to THEN 'sent' ELSE i.outcome END";

    private ReplayTable() {}

    /// Says of events that they were applied, and of their letters, too.
    static void markApplied(Connection connection, Collection<Replayed> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Map<String, String> operators = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(APPLIED)) {
            new Columns<>(statement, events)
                    .texts(event -> event.replay().toString())
                    .texts(event -> event.origin().toString());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    operators.put(rows.getString("origin"), rows.getString("started_by"));
                }
            }
        }
        DeadLetters.markApplied(connection, operators);
    }

    /// Says of events that were sent again that they died again.
    static void markFailed(Connection connection, Collection<Death> deaths) throws SQLException {
        List<Death> again =
                deaths.stream().filter(death -> death.cause().replay() != null).toList();
        if (again.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
            new Columns<>(statement, again)
                    .texts(death -> Objects.toString(death.cause().replay()))
                    .texts(Death::origin)
                    .texts(death -> death.cause().failure())
                    .texts(death -> death.cause().detail());
            statement.executeUpdate();
        }
    }
}
