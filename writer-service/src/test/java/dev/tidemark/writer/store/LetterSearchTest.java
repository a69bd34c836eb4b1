package dev.tidemark.writer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// More letters than are read one by one.
class LetterSearchTest {
    private static final int LETTERS = 5_000;

    private final TestStore store = TestStore.fresh();

    @Test
    void aLetterIsFoundByItsWholeIdAndByTheBeginningOfOne() throws Exception {
        insert();

        assertThat(find("event-4321")).containsExactly(4321);
        assertThat(find("EVENT-432")).containsExactly(4329, 4328, 4327, 4326, 4325, 4324, 4323, 4322, 4321, 4320, 432);
        assertThat(find("event-17"))
                .isEqualTo(IntStream.rangeClosed(1, LETTERS)
                        .map(i -> LETTERS + 1 - i)
                        .filter(n -> Integer.toString(n).startsWith("17"))
                        .boxed()
                        .toList());
        assertThat(find("event-432 user-5")).containsExactly(4325);
        assertThat(find("it's\\ours")).containsExactly(8);
    }

    @Test
    void aLetterIsFoundByTheBeginningsOfItsOtherWords() throws Exception {
        insert();

        assertThat(find("viol CHEC")).hasSize(LETTERS);
        assertThat(find("poison/refused_by odd")).containsExactly(60, 40, 20);
        assertThat(find("refused-odd")).containsExactly(60, 40, 20);
        assertThat(find("iolation")).isEmpty();
        assertThat(find("vent-4321")).isEmpty();
        assertThat(find("!")).isEmpty();
        assertThat(find(" ")).isEmpty();
    }

    @Test
    void pagesOfWhatIsAmongTheNewestAndOfWhatIsFarBehindHaveNoGaps() throws Exception {
        insert();

        assertThat(find("some")).containsExactly(5000, 4500, 4000, 3500, 3000, 2500, 2000, 1500, 1000, 500);
        assertThat(find("some", "open")).containsExactly(4500, 3500, 2500, 1500, 500);
        assertThat(find("viol", "discarded")).hasSize(LETTERS / 1000);
    }

    @Test
    void aLetterThatChangesIsFoundByWhatItIsNow() throws Exception {
        insert();

        store.run("UPDATE dead_letter SET detail = 'changed' WHERE event_id = 'event-20'");
        store.run("DELETE FROM dead_letter WHERE event_id = 'event-40'");

        assertThat(find("changed")).containsExactly(20);
        assertThat(find("odd")).containsExactly(60);
    }

    @Test
    void lettersOfOlderVersionsAreFound() throws Exception {
        TestStore older = TestStore.empty();
        older.migrate(MigrationVersion.fromVersion("5"));
        older.run(INSERT);
        older.migrate(MigrationVersion.LATEST);

        assertThat(find(older, "event-4321", null)).containsExactly(4321);
        assertThat(find(older, "odd", null)).containsExactly(60, 40, 20);
    }

    private void insert() throws SQLException {
        store.run(INSERT);
    }

    private List<Integer> find(String q) throws StoreException {
        return find(q, null);
    }

    private List<Integer> find(String q, @Nullable String status) throws StoreException {
        return find(store, q, status);
    }

    private static List<Integer> find(TestStore store, String q, @Nullable String status) throws StoreException {
        LetterFilter filter = new LetterFilter(null, null, null, status, null, null, q);
        List<Integer> found = new ArrayList<>();
        Page<Letter, Long> page = store.letterList().page(filter, 3, null);
        page.items().forEach(letter -> found.add((int) letter.number()));
        while (page.next() != null) {
            page = store.letterList().page(filter, 500, page.next());
            page.items().forEach(letter -> found.add((int) letter.number()));
        }
        return found;
    }

    private static final String INSERT = """
            INSERT INTO dead_letter (
                origin, user_id, session_id, event_id, event_type, failure, detail, fingerprint, attempts, deaths,
                first_death, last_death, first_failed_at, last_failed_at, headers, status)
            SELECT 'o-' || n, CASE n WHEN 8 THEN 'it''s\\ours' ELSE 'user-' || n %% 10 END, 'session-' || n / 100,
                   'event-' || n, 'page.visited', 'poison/refused_by_store',
                   'check violation' || CASE WHEN n %% 500 = 0 THEN ' sometimes' ELSE '' END
                       || CASE WHEN n IN (20, 40, 60) THEN ' oddly' ELSE '' END,
                   'f', 1, 1, '{1,2,3}', '{1,2,3}', now(), now(), '[]',
                   CASE WHEN n %% 1000 = 0 THEN 'discarded' ELSE 'open' END
            FROM generate_series(1, %d) AS n
            ORDER BY n""".formatted(LETTERS);
}
