package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// How long to wait for a row that somebody else holds.
public enum Locks {
    /// As long as the connection is configured to.
    WAIT(),
    /// 20 s: where whoever holds it may be at work for a while, and nobody waits for us.
    PATIENT("lock_timeout = '20s'"),
    /// 250 ms: where one event of many is known to be held up, and only which one is to be found.
    HARDLY_WAIT("lock_timeout = '250ms'"),
    /// 100 ms, and a second for a statement: where nothing is to be written, and nobody is to be held up.
    DRY_RUN("lock_timeout = '100ms'", "statement_timeout = '1s'");

    private final List<String> settings;

    Locks(String... settings) {
        this.settings = List.of(settings);
    }

    /// So it is until the end of the transaction.
    void apply(Connection connection) throws SQLException {
        for (String setting : settings) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL " + setting);
            }
        }
    }
}
