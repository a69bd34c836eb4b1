package dev.tidemark.writer.store;

import static dev.tidemark.writer.store.SessionEvents.beat;
import static dev.tidemark.writer.store.SessionEvents.ended;
import static dev.tidemark.writer.store.SessionEvents.started;
import static dev.tidemark.writer.store.SessionEvents.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a session counts as is the same in Java, which sums up, and in SQL, which counts again.
class RollupRulesTest {
    private static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");
    private static final String[] TEXTS = {
        "\"acme\"",
        "\"\"",
        "\"a/b\"",
        "\"\\u00e4\\\"\\\\\\n\\u0001/\"",
        "\"\uD83D\uDE00\"",
        "\"Z\u00fcrich\"",
        "7",
        "null",
        "{}",
        "[\"a\"]",
        "true"
    };

    private final long seed = Long.getLong("tidemark.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TestStore store = TestStore.fresh();

    @Test
    void bucketsHaveTheSameBounds() throws Exception {
        assertThat(store.rows("SELECT unnest(duration_bounds())"))
                .isEqualTo(DurationBounds.seconds().stream()
                        .map(BigDecimal::toPlainString)
                        .toList());
        assertThat(DurationBounds.BUCKETS).isEqualTo(41);
    }

    @Test
    void durationsFallIntoTheSameBuckets() throws Exception {
        List<BigDecimal> durations = new ArrayList<>();
        for (BigDecimal bound : DurationBounds.seconds()) {
            BigDecimal little = new BigDecimal("0.000001");
            durations.addAll(List.of(bound, bound.subtract(little), bound.add(little)));
        }
        for (int i = 0; i < 500; i++) {
            durations.add(BigDecimal.valueOf(random.nextLong() >>> (1 + random.nextInt(63)), random.nextInt(7)));
        }

        String texts = durations.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(","));
        assertThat(store.rows("SELECT width_bucket(d, duration_bounds()) FROM unnest('{" + texts
                        + "}'::numeric[]) WITH ORDINALITY AS given (d, place) ORDER BY place"))
                .as("seed %d", seed)
                .isEqualTo(durations.stream()
                        .map(duration -> String.valueOf(DurationBounds.bucketOf(duration)))
                        .toList());
    }

    @Test
    void sessionsTakeTheSameTimeAndNameTheSameRepository() throws Exception {
        // Given
        List<Delivery.Valid> events = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            events.addAll(history("s" + i));
        }
        Batch expected = Deliveries.fold(events);

        // When
        for (int from = 0; from < events.size(); from += 50) {
            write(store, events.subList(from, Math.min(events.size(), from + 50)));
        }

        // Then
        Map<String, String> inJava = new TreeMap<>();
        expected.sessions().forEach((key, state) -> inJava.put(key.session().value(), inJava(state)));
        Map<String, String> inSql = new TreeMap<>();
        try (Connection connection = store.connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT session_id, duration_seconds, repository, abandoned_at IS NULL,"
                                + " status <> 'abandoned' FROM session")) {
            while (rows.next()) {
                inSql.put(rows.getString(1), text(rows.getBigDecimal(2)) + " " + rows.getString(3));
                assertThat(rows.getBoolean(4)).isEqualTo(rows.getBoolean(5));
            }
        }
        assertThat(inSql).as("seed %d", seed).isEqualTo(inJava);
        assertThat(inSql.values())
                .anyMatch(row -> row.startsWith("0 "))
                .anyMatch(row -> row.startsWith("null "))
                .anyMatch(row -> row.matches("\\d+\\.\\d+ .*"))
                .anyMatch(row -> row.endsWith(" null"))
                .anyMatch(row -> row.endsWith(" /"));
    }

    @Test
    void aRepositoryHasAtMost200Bytes() throws Exception {
        write(
                store,
                started("just", SEVEN, named("\u00fc".repeat(50), "n".repeat(99))),
                started("over", SEVEN, named("\u00fc".repeat(50), "n".repeat(100))));

        assertThat(store.rows("SELECT session_id, octet_length(repository) FROM session ORDER BY 1"))
                .containsExactly("just 200", "over null");
    }

    private static String named(String owner, String name) {
        return "{\"repo_owner\": \"" + owner + "\", \"repo_name\": \"" + name + "\"}";
    }

    private static String inJava(SessionState state) {
        return text(state.durationSeconds()) + " " + RepositoryName.of(state.attributes());
    }

    private static String text(@Nullable BigDecimal duration) {
        return duration == null
                ? "null"
                : duration.signum() == 0 ? "0" : duration.stripTrailingZeros().toPlainString();
    }

    private List<Delivery.Valid> history(String session) {
        List<Delivery.Valid> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Instant at = SEVEN.plusSeconds(random.nextInt(3) * (long) random.nextInt(2_000_000))
                    .plusNanos(random.nextInt(3) * 1_000L * random.nextInt(1_000_000));
            events.add(
                    switch (random.nextInt(3)) {
                        case 0 -> started(session, at, attributes());
                        case 1 -> ended(session, at, random.nextBoolean() ? attributes() : said());
                        default -> beat(session, at, attributes());
                    });
        }
        return events;
    }

    private String attributes() {
        List<String> members = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            members.add("\"repo_owner\": " + text());
        }
        if (random.nextInt(4) > 0) {
            members.add("\"repo_name\": " + text());
        }
        return "{" + String.join(", ", members) + "}";
    }

    private String text() {
        return random.nextInt(6) == 0
                ? '"' + (random.nextBoolean() ? "\u00fc" : "x").repeat(90 + random.nextInt(20)) + '"'
                : TEXTS[random.nextInt(TEXTS.length)];
    }

    private String said() {
        String[] durations = {"0", "5", "5.0", "12.50", "1e3", "0.0000001", "9007199254740992", "null"};
        return "{\"duration_seconds\": " + durations[random.nextInt(durations.length)] + "}";
    }
}
