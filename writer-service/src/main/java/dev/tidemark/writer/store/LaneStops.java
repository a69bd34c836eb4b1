package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.common.event.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// Which lanes are stopped on every instance, kept in the store so that it survives restarts.
@ApplicationScoped
public class LaneStops {
    private final DataSource dataSource;

    LaneStops(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Whether a lane is stopped.
    public boolean isStopped(Lane lane) throws StoreException {
        return query("SELECT 1 FROM lane_stop WHERE lane = ?").run(statement -> {
            statement.setString(1, lane.label());
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        });
    }

    /// The lanes that are stopped, by name.
    public List<String> stopped() throws StoreException {
        return query("SELECT lane FROM lane_stop ORDER BY lane").list(_ -> {}, row -> row.getString("lane"));
    }

    /// Stops a lane, or leaves it stopped.
    ///
    /// @param deadLetters how many there would have been
    /// @param users       of how many users
    public void stop(Lane lane, int deadLetters, int users) throws StoreException {
        int _ = query(
                        "INSERT INTO lane_stop (lane, dead_letters, users) VALUES (?, ?, ?) ON CONFLICT (lane) DO NOTHING")
                .run(statement -> {
                    statement.setString(1, lane.label());
                    statement.setInt(2, deadLetters);
                    statement.setInt(3, users);
                    return statement.executeUpdate();
                });
    }

    /// Lets a lane go on, and audits it.
    ///
    /// @param letThrough how many dead letters may pass uncounted from now on
    /// @param by         who says so, and why
    /// @return whether it was stopped
    public boolean resume(Lane lane, long letThrough, By by) throws StoreException {
        return new Transaction(dataSource).run(connection -> {
            grantPass(connection, lane, letThrough, by);
            boolean wasStopped = removeStop(connection, lane);
            Audits.append(
                    connection,
                    Audits.Action.LANE_RESUME,
                    lane.label(),
                    by,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("let_through", letThrough)
                            .put("was_stopped", wasStopped));
            return wasStopped;
        });
    }

    private static void grantPass(Connection connection, Lane lane, long letThrough, By by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO lane_pass (lane, remaining, granted_by) VALUES (?, ?, ?)
                ON CONFLICT (lane) DO UPDATE SET
                    remaining = excluded.remaining, granted_by = excluded.granted_by, granted_at = now()""")) {
            statement.setString(1, lane.label());
            statement.setLong(2, letThrough);
            statement.setString(3, by.who());
            statement.executeUpdate();
        }
    }

    private static boolean removeStop(Connection connection, Lane lane) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM lane_stop WHERE lane = ?")) {
            statement.setString(1, lane.label());
            return statement.executeUpdate() > 0;
        }
    }

    /// Takes from what an operator lets through, for an hour at most. What is left of it covers a whole poll, however
    /// many are dead in it.
    ///
    /// @return whether there was anything left
    public boolean takePass(Lane lane, int deadLetters) throws StoreException {
        return query("""
                UPDATE lane_pass SET remaining = greatest(0, remaining - ?)
                WHERE lane = ? AND remaining > 0 AND granted_at > now() - interval '1 h'""").run(statement -> {
            statement.setInt(1, deadLetters);
            statement.setString(2, lane.label());
            return statement.executeUpdate() > 0;
        });
    }

    private Query query(String sql) {
        return new Query(dataSource, sql);
    }
}
