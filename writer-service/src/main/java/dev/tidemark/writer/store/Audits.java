package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Who did what, and why. Entries are added in the transaction of what they tell, and stay for ever.
@ApplicationScoped
public class Audits {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource dataSource;

    Audits(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// What can be done.
    public enum Action {
        /// A letter's payload was edited, or its edit taken back.
        EDIT,
        /// Letters were discarded.
        DISCARD,
        /// Discarded letters were opened again.
        RESTORE,
        /// A replay was begun.
        REPLAY,
        /// A replay was held.
        REPLAY_PAUSE,
        /// A replay goes on.
        REPLAY_RESUME,
        /// A replay was ended early.
        REPLAY_CANCEL,
        /// A lane goes on that the flood breaker stopped.
        LANE_RESUME,
        /// The letters were read from the topic anew.
        PROJECTION_REBUILD;

        /// Its name in the store and in answers.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Adds an entry.
    ///
    /// @param target what it was done to: an origin, a fingerprint, a replay, a lane
    /// @param detail what else there is to know; never anything of a payload
    static void append(Connection connection, Action action, String target, By by, JsonNode detail)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO audit (who, action, target, why, detail) VALUES (?, ?, ?, ?, ?::jsonb)")) {
            statement.setString(1, by.who());
            statement.setString(2, action.label());
            statement.setString(3, target);
            statement.setString(4, by.why());
            statement.setString(5, detail.toString());
            statement.executeUpdate();
        }
    }

    /// Entries, newest first.
    ///
    /// @param target only what was done to this
    /// @param who    only what this one did
    /// @param action only this
    /// @param after  after which entry it goes on
    public Page<AuditEntry, Long> page(
            @Nullable String target, @Nullable String who, @Nullable String action, int limit, @Nullable Long after)
            throws StoreException {
        Where where = new Where()
                .and("target = ?", target)
                .and("who = ?", who)
                .and("action = ?", action)
                .and("id < ?", after);
        String sql = "SELECT id, at, who, action, target, why, detail::text AS detail FROM audit WHERE " + where.sql()
                + " ORDER BY id DESC LIMIT ?";
        List<AuditEntry> entries = new Query(dataSource, sql)
                .list(statement -> statement.setInt(where.bind(statement, 1), limit + 1), Audits::read);
        return Page.of(entries, limit, AuditEntry::id);
    }

    private static AuditEntry read(ResultSet row) throws SQLException {
        try {
            return new AuditEntry(
                    row.getLong("id"),
                    LetterRow.time(row, "at"),
                    row.getString("who"),
                    row.getString("action"),
                    row.getString("target"),
                    row.getString("why"),
                    JSON.readTree(row.getString("detail")));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the store holds a detail that is no JSON", impossible);
        }
    }
}
