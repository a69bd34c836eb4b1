package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// `dead_letter_death`: each record of the dead-letter topic, once.
final class DeathTable {
    private static final String INSERT = """
            INSERT INTO dead_letter_death (
                origin, partition, "offset", failed_at, failure, detail, sql_state, attempts, writer, replay)
            SELECT origin, partition, "offset", time_of(failed_at), failure, detail, sql_state, attempts, writer,
                   replay::uuid
            FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                        ?::text[], ?::text[])
                AS given (origin, partition, "offset", failed_at, failure, detail, sql_state, attempts, writer, replay)
            ORDER BY origin COLLATE "C", partition, "offset"
            ON CONFLICT DO NOTHING
            RETURNING origin""";

    private DeathTable() {}

    /// Adds those that are not there yet.
    ///
    /// @return how many that were, by origin
    static Map<String, Integer> insert(Connection connection, Collection<Death> deaths) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Columns<>(statement, deaths)
                    .texts(Death::origin)
                    .numbers(death -> death.record().partition())
                    .numbers(death -> death.record().offset())
                    .times(Death::at)
                    .texts(death -> death.cause().failure())
                    .texts(death -> death.cause().detail())
                    .texts(death -> death.cause().sqlState())
                    .numbers(death -> death.cause().attempts())
                    .texts(death -> death.cause().writer())
                    .texts(death -> death.cause().replay() == null
                            ? null
                            : death.cause().replay().toString());
            Map<String, Integer> added = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    added.merge(rows.getString(1), 1, Integer::sum);
                }
            }
            return added;
        }
    }
}
