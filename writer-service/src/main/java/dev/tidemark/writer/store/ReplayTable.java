package dev.tidemark.writer.store;

import dev.tidemark.writer.batch.Replayed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/// `replay_item`: what became of events that were sent again, said in the transaction in which it became of them.
/// Everybody locks items before letters, and both by origin.
final class ReplayTable {
    /// Items are looked up one by one, in the order in which they are given. Where all were joined at once, a plan
    /// might read every item there is, and even do so for each that is given when the statistics are older than the
    /// replay.
    private static final String HOLD = """
            SELECT i.place, i.origin, i.started_by, given.number
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS given (replay, origin, number)
            CROSS JOIN LATERAL (
                SELECT i.ctid AS place, i.origin, r.started_by
                FROM replay_item AS i JOIN replay AS r ON r.id = i.replay
                WHERE i.replay = given.replay::uuid AND i.origin = given.origin AND NOT r.dry_run AND %s
                FOR UPDATE OF i) AS i""";

    private static final String HOLD_NOT_APPLIED = HOLD.formatted("i.outcome <> 'applied'");

    /// What was applied stays applied, even where another copy of it dies.
    private static final String HOLD_PENDING = HOLD.formatted("i.outcome = 'pending'");

    private static final String APPLIED = """
            UPDATE replay_item SET outcome = 'applied', failure = NULL, detail = NULL
            WHERE ctid = ANY (?::text[]::tid[])""";

    private static final String FAILED = """
            UPDATE replay_item AS i SET outcome = 'failed', failure = given.failure, detail = given.detail
            FROM unnest(?::text[], ?::text[], ?::text[]) AS given (place, failure, detail)
            WHERE i.ctid = given.place::tid""";

    /// Whether an item `i` of a replay `r`, which is no dry run, was sent.
    static final String WAS_SENT =
            "i.outcome IN ('applied', 'failed') OR i.outcome = 'pending' AND i.position <= r.sent_to";

    /// The outcome of an item `i` of a replay `r` as it is told: of what is pending, Kafka may have it already.
    static final String OUTCOME =
            "CASE WHEN i.outcome = 'pending' AND i.position <= r.sent_to THEN 'sent' ELSE i.outcome END";

    private ReplayTable() {}

    /// What names an item.
    private record Key(String replay, String origin) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::origin).thenComparing(Key::replay);
    }

    /// An item that nobody else can change until the end of the transaction, so that its row stays where it is.
    ///
    /// @param place    of its row
    /// @param operator who began its replay
    /// @param of       what is told of it
    private record Held<T>(String place, String origin, String operator, T of) {}

    /// Says of events that they were applied, and of their letters, too.
    static void markApplied(Connection connection, Collection<Replayed> events) throws SQLException {
        List<Held<Replayed>> held = hold(connection, HOLD_NOT_APPLIED, events, ReplayTable::key);
        if (held.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(APPLIED)) {
            new Columns<>(statement, held).texts(Held::place);
            statement.executeUpdate();
        }
        Map<String, String> operators = new TreeMap<>();
        held.forEach(item -> operators.put(item.origin(), item.operator()));
        DeadLetters.markApplied(connection, operators);
    }

    /// Says of events that were sent again that they died again.
    static void markFailed(Connection connection, Collection<Death> deaths) throws SQLException {
        List<Death> again =
                deaths.stream().filter(death -> death.cause().replay() != null).toList();
        List<Held<Death>> held = hold(connection, HOLD_PENDING, again, ReplayTable::key);
        if (held.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
            new Columns<>(statement, held)
                    .texts(Held::place)
                    .texts(item -> item.of().cause().failure())
                    .texts(item -> item.of().cause().detail());
            statement.executeUpdate();
        }
    }

    private static Key key(Replayed event) {
        return new Key(event.replay().toString(), event.origin().toString());
    }

    private static Key key(Death death) {
        return new Key(Objects.toString(death.cause().replay()), death.origin());
    }

    private static <T> List<Held<T>> hold(
            Connection connection, String statementText, Collection<T> given, Function<T, Key> key)
            throws SQLException {
        if (given.isEmpty()) {
            return List.of();
        }
        List<T> inOrder =
                given.stream().sorted(Comparator.comparing(key, Key.ORDER)).toList();
        List<Held<T>> held = new ArrayList<>(inOrder.size());
        try (PreparedStatement statement = connection.prepareStatement(statementText)) {
            new Columns<>(statement, inOrder)
                    .texts(item -> key.apply(item).replay())
                    .texts(item -> key.apply(item).origin());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(new Held<>(
                            rows.getString("place"),
                            rows.getString("origin"),
                            rows.getString("started_by"),
                            inOrder.get(rows.getInt("number") - 1)));
                }
            }
        }
        return held;
    }
}
