package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Several statements that take effect together, or not at all.
///
/// @param dataSource where
record Transaction(DataSource dataSource) {
    /// What is to be done in it.
    interface Work<T> {
        /// Does it. When it fails, all of it is undone.
        T in(Connection connection) throws SQLException;
    }

    private interface End {
        void of(Connection connection) throws SQLException;
    }

    /// Does it and commits.
    ///
    /// @throws StoreException when nothing was committed
    <T> T run(Work<T> work) throws StoreException {
        return run(work, Connection::commit);
    }

    /// Does it and takes it back.
    ///
    /// @throws StoreException when it could not be done
    <T> T tryOut(Work<T> work) throws StoreException {
        return run(work, Connection::rollback);
    }

    private <T> T run(Work<T> work, End end) throws StoreException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                end.of(connection);
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
