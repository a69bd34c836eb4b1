package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.writer.store.Audits.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What operators decide about single letters. Each decision is audited in its own transaction.
@ApplicationScoped
public class Decisions {
    private static final String HOLD =
            "SELECT " + LetterRow.COLUMNS + " FROM dead_letter AS d WHERE d.origin = ? FOR UPDATE";
    private static final String EDIT = """
            UPDATE dead_letter AS d
            SET edited = ?, edited_at = CASE WHEN ? THEN now() END, edited_by = ?, version = d.version + 1
            WHERE d.origin = ?
            RETURNING %s""".formatted(LetterRow.COLUMNS);
    private static final String DISCARD = """
            UPDATE dead_letter AS d
            SET status = 'discarded', reason = ?, decided_at = now(), decided_by = ?, version = d.version + 1
            WHERE d.origin = ?
            RETURNING %s""".formatted(LetterRow.COLUMNS);
    private static final String RESTORE = """
            UPDATE dead_letter AS d
            SET status = 'open', reason = NULL, decided_at = NULL, decided_by = NULL, version = d.version + 1
            WHERE d.origin = ?
            RETURNING %s""".formatted(LetterRow.COLUMNS);

    private final DataSource dataSource;

    Decisions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Puts an edit beside a letter's payload, in place of an earlier one.
    ///
    /// @param expected the version upon which it was decided; any when null
    public Decided edit(String origin, @Nullable Long expected, Bytes payload, By by) throws StoreException {
        return decide(origin, expected, null, (connection, letter) -> {
            Audits.append(connection, Action.EDIT, origin, by, detail().put("size", payload.length()));
            return update(connection, EDIT, payload.array(), true, by.who(), origin);
        });
    }

    /// Takes a letter's edit back; without one nothing happens.
    ///
    /// @param expected the version upon which it was decided; any when null
    public Decided takeEditBack(String origin, @Nullable Long expected, By by) throws StoreException {
        return decide(origin, expected, null, (connection, letter) -> {
            if (!letter.edited()) {
                return letter;
            }
            Audits.append(connection, Action.EDIT, origin, by, detail().put("taken_back", true));
            return update(connection, EDIT, null, false, null, origin);
        });
    }

    /// Discards an open letter.
    ///
    /// @param expected the version upon which it was decided; any when null
    public Decided discard(String origin, @Nullable Long expected, By by) throws StoreException {
        return decide(origin, expected, "open", (connection, letter) -> {
            Audits.append(connection, Action.DISCARD, origin, by, detail());
            return update(connection, DISCARD, by.why(), by.who(), origin);
        });
    }

    /// Opens a discarded letter again.
    ///
    /// @param expected the version upon which it was decided; any when null
    public Decided restore(String origin, @Nullable Long expected, By by) throws StoreException {
        return decide(origin, expected, "discarded", (connection, letter) -> {
            Audits.append(connection, Action.RESTORE, origin, by, detail());
            return update(connection, RESTORE, origin);
        });
    }

    private interface Change {
        Letter make(Connection connection, Letter letter) throws SQLException;
    }

    private Decided decide(String origin, @Nullable Long expected, @Nullable String status, Change change)
            throws StoreException {
        return new Transaction(dataSource).run(connection -> {
            Optional<Letter> held = hold(connection, origin);
            if (held.isEmpty()) {
                return new Decided.NoSuchLetter();
            }
            Letter letter = held.get();
            if (expected != null && expected != letter.version()) {
                return new Decided.Overtaken();
            }
            if (status != null && !status.equals(letter.status())) {
                return new Decided.NotNow(letter.status());
            }
            return new Decided.Made(change.make(connection, letter));
        });
    }

    private static Optional<Letter> hold(Connection connection, String origin) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
            statement.setString(1, origin);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(LetterRow.read(row)) : Optional.empty();
            }
        }
    }

    private static Letter update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return LetterRow.read(row);
            }
        }
    }

    private static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }
}
