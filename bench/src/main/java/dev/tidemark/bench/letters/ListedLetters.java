package dev.tidemark.bench.letters;

import dev.tidemark.bench.writer.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Many letters in the store, of the last ten days.
///
/// @param letters how many
/// @param newest  when the last of them died
/// @param last    its number
record ListedLetters(long letters, Instant newest, long last) {
    /// As many as it takes to have some of everything.
    static final long LEAST = 20_000;

    static final Duration TIME = Duration.ofDays(10);
    static final int USERS = 5_000;

    /// One letter in so many is of a type that is rare.
    private static final int RARE = 10_000;

    /// Offsets from here up no event has.
    private static final long FIRST_OFFSET = 1_000_000_000_000L;

    /// Puts them in.
    static ListedLetters insert(Tables tables, long letters) throws SQLException {
        Instant newest = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        insertGroups(tables, newest);
        insertLetters(tables, newest, letters);
        tables.execute("VACUUM");
        tables.settle();
        return new ListedLetters(letters, newest, tables.number("SELECT max(number) FROM dead_letter"));
    }

    private static void insertGroups(Tables tables, Instant newest) throws SQLException {
        tables.execute("""
                INSERT INTO dead_letter_group (
                    fingerprint, failure, event_type, message, first_failed_at, last_failed_at)
                SELECT left(md5('group-' || n), 16), 'poison/refused_by_store', 'page.visited', 'cause ' || n, '%s',
                       timestamptz '%s' - n * interval '1 min'
                FROM generate_series(0, 999) AS n""".formatted(newest.minus(TIME), newest));
    }

    private static void insertLetters(Tables tables, Instant newest, long letters) throws SQLException {
        tables.execute("""
                INSERT INTO dead_letter (
                    origin, user_id, session_id, event_id, event_type, failure, detail, fingerprint, attempts, deaths,
                    first_death, last_death, first_failed_at, last_failed_at, key, value, headers, status)
                SELECT 'tidemark.events.bulk-' || n %% 12 || '@' || %4$d + n, 'user-' || n %% %5$d,
                       'session-' || n %% 50000, 'event-' || n,
                       CASE WHEN n %% %6$d = 0 THEN 'tab.closed'
                            WHEN n %% 3 = 0 THEN 'session.heartbeat'
                            WHEN n %% 7 = 0 THEN 'session.activity'
                            ELSE 'page.visited' END,
                       CASE n %% 4 WHEN 0 THEN 'timeout/store_timeout' ELSE 'poison/refused_by_store' END,
                       'the store says check violation (23514)', left(md5('group-' || n %% 1000), 16), 1, 1,
                       ARRAY[n, 0, n], ARRAY[n, 0, n], at, at, 'key', convert_to(repeat('x', 300), 'UTF8'), '[]',
                       CASE WHEN n %% 1000 = 1 THEN 'applied' WHEN n %% 10 = 2 THEN 'discarded' ELSE 'open' END
                FROM (SELECT n, timestamptz '%1$s' - (%2$d - n) * (interval '%3$d s' / %2$d) AS at
                      FROM generate_series(1, %2$d) AS n) AS given""".formatted(newest, letters, TIME.toSeconds(), FIRST_OFFSET, USERS, RARE));
    }
}
