package dev.tidemark.writer.letters;

import static dev.tidemark.writer.letters.DeadRecords.SEVEN;
import static dev.tidemark.writer.letters.DeadRecords.dead;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.store.By;
import dev.tidemark.writer.store.Bytes;
import dev.tidemark.writer.store.Decided;
import dev.tidemark.writer.store.Selection;
import dev.tidemark.writer.store.TestStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Letters and groups are the same however their deaths are ordered, repeated and grouped, and whoever writes them.
class ProjectionTest {
    private static final String LETTERS = """
            SELECT origin, user_id, session_id, event_id, event_type, failure, detail, fingerprint, attempts, deaths,
                   first_failed_at, last_failed_at, convert_from(value, 'UTF8'), headers, status
            FROM dead_letter ORDER BY origin""";
    private static final String GROUPS = """
            SELECT fingerprint, failure, event_type, message, open, discarded, applied, first_failed_at, last_failed_at
            FROM dead_letter_group ORDER BY fingerprint""";
    private static final String COUNTED = """
            SELECT g.fingerprint, g.open, g.discarded, g.applied
            FROM dead_letter_group AS g
            WHERE (g.open, g.discarded, g.applied) IS DISTINCT FROM
                  (SELECT (count(*) FILTER (WHERE status = 'open'), count(*) FILTER (WHERE status = 'discarded'),
                           count(*) FILTER (WHERE status = 'applied'))
                   FROM dead_letter AS d WHERE d.fingerprint = g.fingerprint)""";

    private final long seed = Long.getLong("tidemark.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void anyOrderAnyRepetitionAndAnyGroupingMakeTheSameLettersAndGroups() throws Exception {
        for (int history = 0; history < 10; history++) {
            // Given
            List<ConsumerRecord<byte[], byte[]>> deaths = deaths(200, 40);
            TestStore inOrder = TestStore.fresh();
            new LetterWriter(inOrder.deadLetters()).write(deaths);

            // When
            TestStore shuffled = TestStore.fresh();
            LetterWriter writer = new LetterWriter(shuffled.deadLetters());
            List<ConsumerRecord<byte[], byte[]>> twice = new ArrayList<>(deaths);
            deaths.stream().filter(_ -> random.nextBoolean()).forEach(twice::add);
            Collections.shuffle(twice, random);
            for (int from = 0; from < twice.size(); ) {
                int to = Math.min(twice.size(), from + 1 + random.nextInt(60));
                writer.write(twice.subList(from, to));
                from = to;
            }

            // Then
            assertThat(shuffled.rows(LETTERS)).as("letters, seed %d", seed).isEqualTo(inOrder.rows(LETTERS));
            assertThat(shuffled.rows(GROUPS)).as("groups, seed %d", seed).isEqualTo(inOrder.rows(GROUPS));
            assertThat(shuffled.rows(COUNTED)).as("counts, seed %d", seed).isEmpty();
        }
    }

    @Test
    void redeliveryDoesNotTouchALetter() throws Exception {
        TestStore store = TestStore.fresh();
        LetterWriter writer = new LetterWriter(store.deadLetters());
        List<ConsumerRecord<byte[], byte[]>> deaths = deaths(100, 30);
        writer.write(deaths);
        String versions = "SELECT origin, version, xmin FROM dead_letter ORDER BY origin";
        List<String> before = store.rows(versions);

        writer.write(deaths);

        assertThat(store.rows(versions)).as("seed %d", seed).isEqualTo(before);
    }

    @Test
    void severalInstancesAndOperatorsAtOnceLeaveExactCountsAndNoDecisionIsLost() throws Exception {
        // Given
        TestStore store = TestStore.fresh();
        List<ConsumerRecord<byte[], byte[]>> deaths = deaths(3_000, 300);
        LetterWriter writer = new LetterWriter(store.deadLetters());
        writer.write(deaths.subList(0, 1_000));

        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int instance = 0; instance < 2; instance++) {
                Random own = new Random(seed + instance);
                all.add(threads.submit(() -> {
                    for (int from = 1_000; from < deaths.size(); from += 50) {
                        List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>(deaths.subList(from, from + 50));
                        Collections.shuffle(some, own);
                        writer.write(some);
                    }
                    return true;
                }));
            }
            all.add(threads.submit(() -> {
                for (int i = 0; i < 300; i += 2) {
                    store.decisions().discard(origin(i), null, new By("ann", "not needed"));
                }
                return true;
            }));
            all.add(threads.submit(() -> {
                for (int i = 0; i < 10; i++) {
                    store.bulkDecisions().restore(new Selection.Origins(List.of(origin(0))), new By("ben", null));
                    store.bulkDecisions()
                            .discard(new Selection.Origins(List.of(origin(0), origin(1))), new By("ben", "both"));
                }
                return true;
            }));
            for (Future<?> one : all) {
                Object _ = one.get();
            }
        }

        // Then
        assertThat(store.rows(COUNTED)).as("counts, seed %d", seed).isEmpty();
        assertThat(store.rows("SELECT sum(deaths), count(*) FROM dead_letter"))
                .as("seed %d", seed)
                .containsExactly("3000 300");
        assertThat(store.rows("SELECT count(*) FROM dead_letter WHERE status = 'discarded'"))
                .as("seed %d", seed)
                .containsExactly("151");
    }

    @Test
    void whatWasDecidedStaysWhenACopyOfTheEventDiesLater() throws Exception {
        TestStore store = TestStore.fresh();
        LetterWriter writer = new LetterWriter(store.deadLetters());
        writer.write(List.of(death(1, 0, 1, 0), death(2, 0, 2, 0)));
        store.markApplied(List.of(origin(1), "unknown"), "ann");
        Decided _ = store.decisions().discard(origin(2), null, new By("ann", "known"));

        writer.write(List.of(death(1, 0, 1, 0), death(2, 0, 2, 0)));
        writer.write(List.of(death(1, 0, 3, 9), death(2, 0, 4, 9)));

        assertThat(store.rows("SELECT status, deaths, reason, decided_by FROM dead_letter ORDER BY origin"))
                .containsExactly("applied 2 null ann", "discarded 2 known ann");
        assertThat(store.rows(COUNTED)).isEmpty();
    }

    @Test
    void theOriginalBytesAreThoseOfTheFirstDeathAlsoWhenAnEditDied() throws Exception {
        TestStore store = TestStore.fresh();
        LetterWriter writer = new LetterWriter(store.deadLetters());
        ConsumerRecord<byte[], byte[]> original =
                dead(0, 1, SEVEN, "original", Map.of("tm_origin", origin(1), "tm_failure", "poison/invalid_json"));
        ConsumerRecord<byte[], byte[]> edited = dead(
                0,
                2,
                SEVEN.plusSeconds(60),
                "edited",
                Map.of("tm_origin", origin(1), "tm_failure", "poison/missing_field"));

        writer.write(List.of(edited));
        writer.write(List.of(original));

        assertThat(store.letterList().contents(origin(1)).orElseThrow().payload())
                .isEqualTo(Bytes.of("original".getBytes(UTF_8)));
        assertThat(store.letterList().find(origin(1)).orElseThrow().failure()).isEqualTo("poison/missing_field");
        assertThat(store.letterList().history(origin(1))).hasSize(2);
    }

    @Test
    void whatAnOlderReaderMadeOfTheTopicIsMadeAnewAndCountsAreExact() throws Exception {
        // Given
        TestStore store = TestStore.fresh();
        LetterWriter writer = new LetterWriter(store.deadLetters());
        List<ConsumerRecord<byte[], byte[]>> deaths = deaths(200, 50);
        writer.write(deaths);
        store.bulkDecisions().discard(new Selection.Origins(List.of(origin(3), origin(4))), new By("ann", "known"));
        List<String> letters = store.rows(LETTERS);
        List<String> groups = store.rows(GROUPS);

        // When
        store.run("""
                DELETE FROM dead_letter WHERE status = 'open' AND number % 2 = 0;
                UPDATE dead_letter SET fingerprint = 'of old', event_type = 'old' WHERE number % 3 = 0;
                UPDATE dead_letter_group SET open = 77, discarded = 77, applied = 77""");
        writer.write(deaths);
        store.deadLetters().recount();

        // Then
        assertThat(store.rows(LETTERS)).as("seed %d", seed).isEqualTo(letters);
        assertThat(store.rows(GROUPS)).as("seed %d", seed).isEqualTo(groups);
    }

    private List<ConsumerRecord<byte[], byte[]>> deaths(int many, int origins) {
        List<ConsumerRecord<byte[], byte[]>> deaths = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            deaths.add(death(i < origins ? i : random.nextInt(origins), random.nextInt(3), i, random.nextInt(1_000)));
        }
        return deaths;
    }

    private static ConsumerRecord<byte[], byte[]> death(int origin, int partition, int offset, int second) {
        Map<String, String> headers = new HashMap<>();
        headers.put("tm_origin", origin(origin));
        headers.put("tm_failure", second % 3 == 0 ? "poison/invalid_json" : "timeout/store_timeout");
        headers.put("tm_detail", "at line " + second + " of kind " + "abcde".charAt(second % 5));
        headers.put("tm_attempt", Integer.toString(1 + second % 6));
        headers.put("ce_type", origin % 2 == 0 ? "page.visited" : "tab.closed");
        headers.put("ce_id", "e-" + origin);
        headers.put("ce_source", "/users/user-" + origin % 7);
        return dead(partition, offset, SEVEN.plusSeconds(second), "value " + offset, headers);
    }

    private static String origin(int number) {
        return "tidemark.events.bulk-0@" + number;
    }
}
