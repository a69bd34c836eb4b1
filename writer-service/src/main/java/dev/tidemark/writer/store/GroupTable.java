package dev.tidemark.writer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;

/// `dead_letter_group`: what letters died of, and since when. How many there are, the table counts itself.
final class GroupTable {
    private static final String INSERT = """
            INSERT INTO dead_letter_group (fingerprint, failure, event_type, message, first_failed_at, last_failed_at)
            SELECT fingerprint, failure, event_type, message, time_of(first_failed_at), time_of(last_failed_at)
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                AS given (fingerprint, failure, event_type, message, first_failed_at, last_failed_at)
            ORDER BY fingerprint COLLATE "C"
            ON CONFLICT DO NOTHING""";
    private static final String WIDEN = """
            UPDATE dead_letter_group AS g
            SET first_failed_at = least(g.first_failed_at, time_of(given.first_failed_at)),
                last_failed_at = greatest(g.last_failed_at, time_of(given.last_failed_at))
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS given (fingerprint, first_failed_at, last_failed_at)
            WHERE g.fingerprint = given.fingerprint
              AND (g.first_failed_at > time_of(given.first_failed_at)
                   OR g.last_failed_at < time_of(given.last_failed_at))""";
    private static final String RECOUNT = """
            UPDATE dead_letter_group AS g
            SET open = coalesce(n.open, 0), discarded = coalesce(n.discarded, 0), applied = coalesce(n.applied, 0)
            FROM dead_letter_group AS every
            LEFT JOIN (SELECT fingerprint,
                              count(*) FILTER (WHERE status = 'open') AS open,
                              count(*) FILTER (WHERE status = 'discarded') AS discarded,
                              count(*) FILTER (WHERE status = 'applied') AS applied
                       FROM dead_letter
                       GROUP BY fingerprint) AS n USING (fingerprint)
            WHERE g.fingerprint = every.fingerprint
              AND (g.open, g.discarded, g.applied)
                  <> (coalesce(n.open, 0), coalesce(n.discarded, 0), coalesce(n.applied, 0))""";

    private GroupTable() {}

    /// A group as some deaths show it.
    private record Seen(Death death, Instant first, Instant last) {
        static Seen of(Death death) {
            return new Seen(death, death.cause().firstFailedAt(), death.at());
        }

        Seen and(Seen other) {
            return new Seen(
                    death,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }

        String fingerprint() {
            return death.cause().kind().fingerprint();
        }
    }

    /// The groups of these deaths.
    record Groups(Collection<Seen> seen) {}

    static Groups of(Collection<Death> deaths) {
        TreeMap<String, Seen> groups = new TreeMap<>();
        deaths.stream().map(Seen::of).forEach(seen -> groups.merge(seen.fingerprint(), seen, Seen::and));
        return new Groups(groups.values());
    }

    /// Adds those that are not there yet.
    static void insert(Connection connection, Groups groups) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Columns<>(statement, groups.seen())
                    .texts(Seen::fingerprint)
                    .texts(seen -> seen.death().cause().failure())
                    .texts(seen -> seen.death().event().type())
                    .texts(seen -> seen.death().cause().kind().message())
                    .times(Seen::first)
                    .times(Seen::last);
            statement.executeUpdate();
        }
    }

    /// Joins into them from when to when their letters failed. Holds their rows, so it comes after all letters.
    static void widen(Connection connection, Groups groups) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WIDEN)) {
            new Columns<>(statement, groups.seen())
                    .texts(Seen::fingerprint)
                    .times(Seen::first)
                    .times(Seen::last);
            statement.executeUpdate();
        }
    }

    /// Counts all letters anew.
    static void recount(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT lock_dead_letter_counts()");
                PreparedStatement statement = connection.prepareStatement(RECOUNT)) {
            lock.execute();
            statement.executeUpdate();
        }
    }
}
