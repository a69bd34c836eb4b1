package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Several statements that are committed together, or not at all.
///
/// @param dataSource where
record Transaction(DataSource dataSource) {
    /// What is to be done in it.
    interface Work<T> {
        /// Does it. When it fails, all of it is undone.
        T in(Connection connection) throws SQLException;
    }

    /// Does it.
    ///
    /// @throws StoreException when nothing was committed
    <T> T run(Work<T> work) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException refused) {
            throw StoreException.of(refused);
        }
    }
}
