package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/// One statement in a transaction of its own.
///
/// @param dataSource where
/// @param sql        the statement
record Query(DataSource dataSource, String sql) {
    /// Does something with a statement.
    interface Use<T> {
        /// Binds its parameters, executes it, and reads what it gives.
        T of(PreparedStatement statement) throws SQLException;
    }

    /// Does it.
    ///
    /// @throws StoreException when the store does not
    <T> T run(Use<T> use) throws StoreException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException refused) {
            throw StoreException.of(refused);
        }
    }
}
