package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// How long to wait for a row that somebody else holds.
public enum Locks {
    /// As long as the connection is configured to.
    WAIT(""),
    /// 250 ms: where one event of many is known to be held up, and only which one is to be found.
    HARDLY_WAIT("250ms"),
    /// 100 ms: where nothing is to be written, and nobody is to be held up.
    DRY_RUN("100ms");

    /// What a dry run holds others up for, at the most.
    private static final String DRY_RUN_STATEMENT = "1s";

    private final String timeout;

    Locks(String timeout) {
        this.timeout = timeout;
    }

    /// So it is until the end of the transaction.
    void apply(Connection connection) throws SQLException {
        if (this != WAIT) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '" + timeout + "'");
                if (this == DRY_RUN) {
                    statement.execute("SET LOCAL statement_timeout = '" + DRY_RUN_STATEMENT + "'");
                }
            }
        }
    }
}
