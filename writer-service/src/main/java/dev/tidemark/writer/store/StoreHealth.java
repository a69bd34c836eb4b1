package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Whether the store answers.
@ApplicationScoped
public class StoreHealth {
    private static final int PATIENCE_SECONDS = 2;

    private final DataSource dataSource;

    StoreHealth(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Asks it.
    public boolean isUp() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }
}
