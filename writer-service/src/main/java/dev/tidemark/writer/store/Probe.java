package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventType;
import dev.tidemark.writer.batch.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// A reserved row, of a user that no event can have, that is written to every table of a batch and taken away in the
/// same transaction. It tells a store that is away from an event that the store cannot take.
final class Probe {
    private static final String USER = "''";

    private Probe() {}

    /// Commits it.
    ///
    /// @throws StoreException when the store does not
    static void commit(DataSource dataSource, Batch batch, int shard) throws StoreException {
        boolean _ = new Transaction(dataSource).run(connection -> {
            Locks.HARDLY_WAIT.apply(connection);
            write(connection, batch, shard);
            return true;
        });
    }

    private static void write(Connection connection, Batch batch, int shard) throws SQLException {
        String name = "'probe-" + UUID.randomUUID() + "'";
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(batch)) {
                statement.addBatch("INSERT INTO " + insert(table, name));
                statement.addBatch("DELETE FROM " + table + " WHERE user_id = " + USER);
            }
            if (!batch.applied().byKey().isEmpty()) {
                statement.addBatch("INSERT INTO receipt (receipt, source, sender, size, applied, dead) VALUES ("
                        + "gen_random_uuid(), " + name + ", '', 1, '', '')");
                statement.addBatch("DELETE FROM receipt WHERE sender = '' AND source = " + name);
            }
            if (!batch.sessions().isEmpty()) {
                statement.addBatch("UPDATE session_count SET sessions = sessions WHERE shard = " + shard);
            }
            int[] _ = statement.executeBatch();
        }
    }

    private static List<String> tables(Batch batch) {
        List<String> tables = new ArrayList<>();
        for (EventType type : batch.rows().keySet()) {
            tables.add(EventTable.of(type).name());
        }
        if (!batch.records().isEmpty()) {
            tables.add("record");
        }
        if (!batch.sessions().isEmpty()) {
            tables.add("session");
        }
        return tables;
    }

    private static String insert(String table, String name) {
        return switch (table) {
            case "session" ->
                "session (user_id, session_id, heard_more, attributes, attribute_versions) VALUES (" + USER + ", "
                        + name + ", false, '{}', '{}')";
            case "record" ->
                "record (user_id, name, record_id, fields, field_versions) VALUES (" + USER + ", '', " + name
                        + ", '{}', '{}')";
            case "page_visit" -> row("page_visit", ", visited_at", ", now()", name);
            case "tab_aggregate" -> row("tab_aggregate", ", closed_at", ", now()", name);
            default -> row(table, "", "", name);
        };
    }

    private static String row(String table, String times, String values, String name) {
        return table + " (user_id, event_id, occurred_at, data" + times + ") VALUES (" + USER + ", " + name
                + ", now(), '{}'" + values + ")";
    }
}
