package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Rows that are older than they are kept.
@ApplicationScoped
public class OldRows {
    /// Whichever instance has it works; the others have nothing to do.
    private static final long LOCK = 0x7469_6465_6D61_726BL;

    private final DataSource dataSource;

    OldRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// What grows old.
    public enum Table {
        /// From when they occurred.
        PAGE_VISIT("page_visit", "occurred_at"),
        /// From when they occurred.
        ACTIVITY("activity", "occurred_at"),
        /// From when their first event was written.
        RECEIPT("receipt", "created_at");

        private final String delete;

        Table(String name, String time) {
            this.delete = """
                    DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                        SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT ? FOR UPDATE SKIP LOCKED))""".formatted(name, time);
        }
    }

    /// Removes some, in one transaction. Rows that somebody holds are left for the next time, so that nobody waits.
    ///
    /// @param before what is older
    /// @param most   how many at most
    /// @return how many; none while another instance is at it
    /// @throws StoreException when nothing was removed
    public int remove(Table table, Instant before, int most) throws StoreException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(table.delete)) {
            connection.setAutoCommit(false);
            int removed = 0;
            if (isMine(connection)) {
                statement.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
                statement.setInt(2, most);
                removed = statement.executeUpdate();
            }
            connection.commit();
            return removed;
        } catch (SQLException away) {
            throw StoreException.of(away);
        }
    }

    private static boolean isMine(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
