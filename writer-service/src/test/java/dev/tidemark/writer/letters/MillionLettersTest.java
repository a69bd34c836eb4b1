package dev.tidemark.writer.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.store.By;
import dev.tidemark.writer.store.LetterFilter;
import dev.tidemark.writer.store.LetterList;
import dev.tidemark.writer.store.Selection;
import dev.tidemark.writer.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A million letters, of which an operator still has any page in 200 ms.
@Tag("long")
class MillionLettersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private static final int MILLION = 1_000_000;

    private final TestStore store = TestStore.fresh();

    @Test
    void anyPageIsThereInTwoHundredMilliseconds() throws Exception {
        fill();
        LetterList letters = store.letterList();
        Map<String, LetterFilter> filters = new LinkedHashMap<>();
        filters.put("all", filter(null, null, null, null, null, null));
        filters.put("open", filter(null, null, "open", null, null, null));
        filters.put("applied (few)", filter(null, null, "applied", null, null, null));
        filters.put("user", filter(null, "user-77", "open", null, null, null));
        filters.put("type (rare)", filter("tab.closed", null, null, null, null, null));
        filters.put("last hour", filter(null, null, null, NOW.minus(Duration.ofHours(1)), null, null));
        filters.put(
                "a day long ago",
                filter(null, null, null, NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(8)), null));
        filters.put("all but the last days", filter(null, null, "open", null, NOW.minus(Duration.ofDays(5)), null));
        filters.put("word (in all)", filter(null, null, "open", null, null, "poison"));
        filters.put("word (in one)", filter(null, null, null, null, null, "e-123456"));
        filters.put("words (in some)", filter(null, "user-77", null, null, null, "sess 12"));
        filters.put("word (in none)", filter(null, null, null, null, null, "nowhere"));
        filters.forEach((name, filter) -> measure(
                name,
                () -> {
                    assertThat(letters.page(filter, 50, null)).isNotNull();
                    assertThat(letters.page(filter, 50, (long) MILLION / 2)).isNotNull();
                },
                2));
        measure("groups", () -> assertThat(letters.groups("open")).hasSize(500), 1);
        measure("open by failure and type", () -> assertThat(letters.open()).isNotEmpty(), 1);
        measure("oldest", () -> assertThat(letters.oldestOpen()).isPresent(), 1);

        long begun = System.nanoTime();
        long discarded = store.bulkDecisions()
                .discard(
                        new Selection.Filtered(filter("page.visited", null, null, null, null, null)),
                        new By("ann", "test"));
        System.out.printf("%,d letters discarded in %,d ms%n", discarded, (System.nanoTime() - begun) / 1_000_000);
        begun = System.nanoTime();
        store.deadLetters().recount();
        System.out.printf("recounted in %,d ms%n", (System.nanoTime() - begun) / 1_000_000);
    }

    private interface Read {
        void go() throws Exception;
    }

    private static void measure(String name, Read read, int reads) {
        long worst = 0;
        try {
            for (int i = 0; i < 12; i++) {
                long begun = System.nanoTime();
                read.go();
                long millis = (System.nanoTime() - begun) / 1_000_000 / reads;
                worst = i < 2 ? worst : Math.max(worst, millis); // what was never read is read from the disk first
            }
        } catch (Exception failed) {
            throw new AssertionError(name, failed);
        }
        System.out.printf("%-26s %4d ms%n", name, worst);
        assertThat(worst).as(name).isLessThan(200);
    }

    private static LetterFilter filter(
            @Nullable String type,
            @Nullable String user,
            @Nullable String status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String q) {
        return new LetterFilter(null, type, user, status, from, to, q);
    }

    private void fill() throws Exception {
        store.run("""
            INSERT INTO dead_letter_group (fingerprint, failure, event_type, message, first_failed_at, last_failed_at)
            SELECT 'g' || n, 'poison/refused_by_store', 'page.visited', 'm', '%1$s', '%1$s'
            FROM generate_series(0, 999) AS n;
            INSERT INTO dead_letter (origin, user_id, session_id, event_id, event_type, failure, detail, fingerprint,
                                     attempts, deaths, first_death, last_death, first_failed_at, last_failed_at, key,
                                     value, headers, status)
            SELECT 'tidemark.events.bulk-' || n %% 12 || '@' || n, 'user-' || n %% 5000, 'session-' || n %% 50000,
                   'e-' || n, CASE WHEN n %% 10000 = 0 THEN 'tab.closed' ELSE 'page.visited' END, 'poison/refused_by_store',
                   'the store says check violation (23514)', 'g' || n %% 1000, 1, 1, ARRAY[n, 0, n], ARRAY[n, 0, n],
                   t, t, 'key', convert_to(repeat('x', 300), 'UTF8'), '[]',
                   CASE WHEN n %% 1000 = 1 THEN 'applied' WHEN n %% 10 = 2 THEN 'discarded' ELSE 'open' END
            FROM (SELECT n, timestamptz '%1$s' - (%2$d - n) * interval '0.8 s' AS t
                  FROM generate_series(1, %2$d) AS n) AS given;
            """.formatted(NOW, MILLION));
        store.run("VACUUM ANALYZE");
    }
}
