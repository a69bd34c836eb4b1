package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `dead_letter`: the join of all deaths of one origin. What the event is, its first death says; what was the matter,
/// its last. What operators decided stays, and what was applied once stays applied: another copy of it that dies later
/// takes nothing back.
final class LetterTable {
    private static final String OF_THE_FIRST = "user_id session_id event_id key value headers";
    private static final String OF_THE_LAST =
            "event_type failure detail sql_state fingerprint attempts writer last_failed_at";

    private static final String UPSERT = """
            INSERT INTO dead_letter AS d (
                origin, user_id, session_id, event_id, key, value, headers, event_type, failure, detail, sql_state,
                fingerprint, attempts, writer, last_failed_at, first_failed_at, first_death, last_death, deaths)
            SELECT origin, user_id, session_id, event_id, key, value, headers::jsonb, event_type, failure, detail,
                   sql_state, fingerprint, attempts, writer, time_of(last_at), time_of(first_failed_at),
                   ARRAY[first_at, first_partition, first_offset], ARRAY[last_at, last_partition, last_offset], deaths
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                AS given (origin, user_id, session_id, event_id, key, value, headers, event_type, failure, detail,
                          sql_state, fingerprint, attempts, writer, first_failed_at, first_at, first_partition,
                          first_offset, last_at, last_partition, last_offset, deaths)
            ORDER BY origin COLLATE "C"
            ON CONFLICT (origin) DO UPDATE SET
                %1$s,
                %2$s,
                first_failed_at = least(d.first_failed_at, excluded.first_failed_at),
                first_death = least(d.first_death, excluded.first_death),
                last_death = greatest(d.last_death, excluded.last_death),
                deaths = d.deaths + excluded.deaths,
                version = d.version + 1
            WHERE excluded.deaths > 0
               OR excluded.first_death = d.first_death AND (%3$s) IS DISTINCT FROM (%4$s)
               OR excluded.last_death = d.last_death AND (%5$s) IS DISTINCT FROM (%6$s)""".formatted(
                    setIf("excluded.first_death <= d.first_death", OF_THE_FIRST),
                    setIf("excluded.last_death >= d.last_death", OF_THE_LAST),
                    each(OF_THE_FIRST, "excluded.%s"),
                    each(OF_THE_FIRST, "d.%s"),
                    each(OF_THE_LAST, "excluded.%s"),
                    each(OF_THE_LAST, "d.%s"));

    private LetterTable() {}

    /// Some deaths of one letter.
    private record Deaths(Death first, Death last, Instant firstFailedAt) {
        static Deaths of(Death death) {
            return new Deaths(death, death, death.cause().firstFailedAt());
        }

        Deaths and(Deaths other) {
            return new Deaths(
                    first.compareTo(other.first) <= 0 ? first : other.first,
                    last.compareTo(other.last) >= 0 ? last : other.last,
                    firstFailedAt.isBefore(other.firstFailedAt) ? firstFailedAt : other.firstFailedAt);
        }
    }

    /// Joins deaths into their letters. Deaths that were joined before change a letter only where they are read
    /// differently today.
    ///
    /// @param added by origin, how many of them were not there before
    static void upsert(Connection connection, Collection<Death> deaths, Map<String, Integer> added)
            throws SQLException {
        TreeMap<String, Deaths> letters = new TreeMap<>();
        deaths.forEach(death -> letters.merge(death.origin(), Deaths.of(death), Deaths::and));
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Columns<>(statement, letters.values())
                    .texts(letter -> letter.first().origin())
                    .texts(letter -> letter.first().event().user())
                    .texts(letter -> letter.first().event().session())
                    .texts(letter -> letter.first().event().event())
                    .bytes(letter -> letter.first().record().key())
                    .bytes(letter -> letter.first().record().value())
                    .texts(letter -> letter.first().headers())
                    .texts(letter -> letter.last().event().type())
                    .texts(letter -> letter.last().cause().failure())
                    .texts(letter -> letter.last().cause().detail())
                    .texts(letter -> letter.last().cause().sqlState())
                    .texts(letter -> letter.last().cause().kind().fingerprint())
                    .numbers(letter -> letter.last().cause().attempts())
                    .texts(letter -> letter.last().cause().writer())
                    .times(Deaths::firstFailedAt)
                    .times(letter -> letter.first().at())
                    .numbers(letter -> letter.first().record().partition())
                    .numbers(letter -> letter.first().record().offset())
                    .times(letter -> letter.last().at())
                    .numbers(letter -> letter.last().record().partition())
                    .numbers(letter -> letter.last().record().offset())
                    .numbers(letter -> added.getOrDefault(letter.first().origin(), 0));
            statement.executeUpdate();
        }
    }

    /// The number of the newest letter; 0 when there is none.
    static long newest(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT coalesce(max(number), 0) FROM dead_letter");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String setIf(String condition, String columns) {
        return each(columns, "%1$s = CASE WHEN " + condition + " THEN excluded.%1$s ELSE d.%1$s END");
    }

    private static String each(String columns, String format) {
        return Stream.of(columns.split(" ")).map(format::formatted).collect(Collectors.joining(", "));
    }
}
