package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// The first rows of a list are to be read in the order of an index, however few the planner expects: gathering all to
/// sort them would be right for few, and without bound for many.
final class IndexOrder {
    private IndexOrder() {}

    /// So it is until the end of the transaction.
    static void prefer(Connection connection) throws SQLException {
        try (Statement planner = connection.createStatement()) {
            planner.execute("SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off");
        }
    }
}
