package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    /// Sets the parameters of a statement.
    interface Binding {
        void of(PreparedStatement statement) throws SQLException;
    }

    /// Reads the row at which a result is.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// The rows that it gives.
    ///
    /// @throws StoreException when the store does not
    <T> List<T> list(Binding binding, Row<T> row) throws StoreException {
        return run(statement -> {
            binding.of(statement);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(row.read(rows));
                }
            }
            return all;
        });
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
