package dev.tidemark.writer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A letter a minute, every tenth of which is discarded.
class LettersOfTimeTest {
    private static final int LETTERS = 600;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final TestStore store = TestStore.fresh();

    @BeforeEach
    void insert() throws Exception {
        store.run("""
                INSERT INTO dead_letter (
                    origin, failure, fingerprint, attempts, deaths, first_death, last_death, first_failed_at, last_failed_at,
                    headers, status)
                SELECT 'o-' || n, 'poison/x', 'f', 1, 1, '{1,2,3}', '{1,2,3}', time, time, '[]',
                       CASE WHEN n %% 10 = 0 THEN 'discarded' ELSE 'open' END
                FROM generate_series(1, %d) AS n
                CROSS JOIN LATERAL (SELECT '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 min') AS at (time)
                ORDER BY n""".formatted(LETTERS));
    }

    @Test
    void theNewestOfASpanAreFoundHoweverManyItHas() throws Exception {
        for (int few : List.of(1, 5, 100, 101, 1_000)) {
            assertThat(numbers(few, filter("open", 100, 200), null, 7))
                    .as("few are %d", few)
                    .containsExactly(199L, 198L, 197L, 196L, 195L, 194L, 193L);
            assertThat(numbers(few, filter("discarded", 100, 200), 150L, 3)).containsExactly(140L, 130L, 120L);
            assertThat(numbers(few, filter(null, 100, 200), null, 500))
                    .hasSize(100)
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(numbers(few, filter(null, LETTERS + 1, LETTERS + 9), null, 5))
                    .isEmpty();
        }
    }

    @Test
    void pagesOfASpanHaveNoGaps() throws Exception {
        LetterFilter filter = filter(null, 50, 120);
        Page<Letter, Long> page = store.letterList().page(filter, 30, null);
        assertThat(page.items()).extracting(Letter::number).first().isEqualTo(119L);
        Page<Letter, Long> second = store.letterList().page(filter, 30, page.next());
        Page<Letter, Long> third = store.letterList().page(filter, 30, second.next());

        assertThat(IntStream.concat(IntStream.concat(numbers(page), numbers(second)), numbers(third)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(50, 119).map(i -> 169 - i).boxed().toList());
        assertThat(third.next()).isNull();
    }

    private static IntStream numbers(Page<Letter, Long> page) {
        return page.items().stream().mapToInt(letter -> (int) letter.number());
    }

    private List<Long> numbers(int few, LetterFilter filter, @Nullable Long before, int most) throws StoreException {
        Where where = Where.butForWords(filter).and("d.number < ?", before);
        return store.lettersOfTime(few).newest(where, most).stream()
                .map(Letter::number)
                .toList();
    }

    private static LetterFilter filter(@Nullable String status, int from, int to) {
        return new LetterFilter(null, null, null, status, minute(from), minute(to), null);
    }

    private static Instant minute(int number) {
        return FIRST.plusSeconds(60L * number);
    }
}
