package dev.tidemark.writer.store;

import static dev.tidemark.writer.store.SessionEvents.beat;
import static dev.tidemark.writer.store.SessionEvents.ended;
import static dev.tidemark.writer.store.SessionEvents.expired;
import static dev.tidemark.writer.store.SessionEvents.started;
import static dev.tidemark.writer.store.SessionEvents.write;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Old minutes are what a count of all sessions says, young ones what was summed up last; and nobody waits for
/// anybody in a circle.
class RollupsTest {
    private static final Instant LONG_AGO = Instant.parse("2015-03-14T09:26:00Z");
    private static final String IN_TIDEMARK = "{\"repo_owner\": \"acme\", \"repo_name\": \"tidemark\"}";
    private static final String IN_OTHER = "{\"repo_owner\": \"acme\", \"repo_name\": \"other\"}";
    /// So many that what is wrong with one is seldom mended by the next session in it.
    private static final int MINUTES_A_DAY = 50;

    private static final String DUE = "SELECT DISTINCT minute FROM rollup_due ORDER BY minute";

    private final long seed = Long.getLong("tidemark.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Instant now = Instant.now().truncatedTo(MINUTES);
    private final TestStore store = TestStore.fresh();
    private final Rollups rollups = store.rollups();

    @Test
    void sessionsOfLongAgoAreCountedWhereTheyHappened() throws Exception {
        write(
                store,
                started("a", LONG_AGO.plusSeconds(5), IN_TIDEMARK),
                ended("a", LONG_AGO.plusSeconds(65), "{\"duration_seconds\": 90}"),
                started("b", LONG_AGO.plusSeconds(59), "{}"),
                beat("c", LONG_AGO.plusSeconds(1), IN_OTHER));
        recountAll();

        assertThat(store.rows(
                        "SELECT repository, minute, started, unstarted, ended FROM rollup ORDER BY repository, minute"))
                .containsExactly(
                        " 2015-03-14 09:26:00+00 2 1 0",
                        " 2015-03-14 09:27:00+00 0 0 1",
                        "acme/other 2015-03-14 09:26:00+00 0 1 0",
                        "acme/tidemark 2015-03-14 09:26:00+00 1 0 0",
                        "acme/tidemark 2015-03-14 09:27:00+00 0 0 1");
        assertThat(store.rows("SELECT durations[13] FROM rollup WHERE ended = 1"))
                .as("64 s and more, less than 96 s")
                .containsExactly("1", "1");
        assertThat(store.rows(FromScratch.KEPT)).isEqualTo(store.rows(FromScratch.ALL));
    }

    @Test
    void sessionsOfTodayLeaveNothingToBeCounted() throws Exception {
        write(store, started("a", now, IN_TIDEMARK), ended("a", now.plusSeconds(5), "{}"), started("b", now, "{}"));
        write(store, started("old", now.minus(4, DAYS), "{}"), expired("old", now.minus(4, DAYS)));

        assertThat(store.rows(DUE)).isEmpty();
        assertThat(rollups.recount(10)).isZero();
    }

    @Test
    void aSessionThatDiedSilentlyAndNowEndsIsNoLongerAbandoned() throws Exception {
        // Given
        Instant died = now.minus(8, DAYS);
        write(store, started("a", died.minusSeconds(600), IN_TIDEMARK), beat("a", died, "{}"));
        write(store, expired("a", died));
        recountAll();
        assertThat(store.rows("SELECT repository FROM rollup WHERE abandoned = 1"))
                .containsExactly("", "acme/tidemark");

        // When
        write(store, ended("a", died.plusSeconds(7_200), "{}"));
        recountAll();

        // Then
        assertThat(store.rows("SELECT repository FROM rollup WHERE abandoned <> 0"))
                .isEmpty();
        assertThat(store.rows("SELECT sum(started), sum(ended) FROM rollup WHERE repository = ''"))
                .containsExactly("1 1");
        assertThat(store.rows(FromScratch.KEPT)).isEqualTo(store.rows(FromScratch.ALL));
    }

    @Test
    void aLateEndOfTodayStillTakesItsSilenceOutOfTheOldMinute() throws Exception {
        Instant died = now.minus(8, DAYS);
        write(store, started("a", died, "{}"), expired("a", died));
        recountAll();

        write(store, ended("a", now, "{}"));

        assertThat(store.rows(DUE)).as("only what is old").hasSize(1);
        recountAll();
        assertThat(store.rows("SELECT started, ended, abandoned FROM rollup")).containsExactly("1 0 0");
    }

    @Test
    void aSessionMovesFromOneRepositoryToAnother() throws Exception {
        write(store, started("a", LONG_AGO, IN_TIDEMARK), ended("a", LONG_AGO.plusSeconds(120), "{}"));
        recountAll();

        write(store, beat("a", LONG_AGO.plusSeconds(180), IN_OTHER));
        recountAll();

        assertThat(store.rows("SELECT repository, sum(started), sum(ended) FROM rollup GROUP BY 1 ORDER BY 1"))
                .containsExactly(" 1 1", "acme/other 1 1", "acme/tidemark 0 0");
        assertThat(store.rows(FromScratch.KEPT)).isEqualTo(store.rows(FromScratch.ALL));
    }

    @Test
    void anEndThatSaysAnotherDurationFallsIntoAnotherBucket() throws Exception {
        write(store, ended("a", LONG_AGO, "{\"duration_seconds\": 5}"));
        recountAll();

        write(store, ended("a", LONG_AGO, "{\"duration_seconds\": 7}"));
        recountAll();

        assertThat(store.rows("SELECT ended, durations[5:7] FROM rollup")).containsExactly("1 {0,1,0}");
    }

    @Test
    void whatChangesNoCountLeavesNothingToBeCounted() throws Exception {
        write(store, started("a", LONG_AGO, IN_TIDEMARK));
        write(store, started("b", LONG_AGO, "{}"), ended("b", LONG_AGO.plusSeconds(5), "{}"));
        recountAll();

        write(store, beat("a", LONG_AGO.plusSeconds(30), "{\"pr_number\": 7}"));
        write(store, beat("a", now, "{}"), beat("a", LONG_AGO.minusSeconds(600), "{}"));
        write(store, started("a", LONG_AGO, IN_TIDEMARK), ended("b", LONG_AGO.plusSeconds(5), "{}"));

        assertThat(store.rows(DUE)).isEmpty();
    }

    @Test
    void aStartAtTheVeryTimeOfTheFirstSightIsAStart() throws Exception {
        write(store, beat("a", LONG_AGO, "{}"));
        recountAll();

        write(store, started("a", LONG_AGO, "{}"));
        recountAll();

        assertThat(store.rows("SELECT started, unstarted FROM rollup")).containsExactly("1 0");
    }

    @Test
    void aProbeAndADryRunLeaveNothingToBeCounted() throws Exception {
        Batch batch = Deliveries.fold(List.of(started("a", LONG_AGO, IN_TIDEMARK)));
        store.store().probe(batch, 0);
        store.dryRun().of(batch);

        assertThat(store.rows(DUE)).isEmpty();
    }

    @Test
    void ofSumsTheLatestHoldsInWhateverOrderTheyCome() throws Exception {
        Instant minute = now.minus(1, DAYS);
        List<Rollup> sums = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sums.add(sum(i % 2 == 0 ? "" : "acme/tidemark", minute, i, i));
        }
        sums.addAll(sums.subList(10, 30));
        Collections.shuffle(sums, random);
        for (int from = 0; from < sums.size(); ) {
            int to = Math.min(sums.size(), from + 1 + random.nextInt(7));
            rollups.write(sums.subList(from, to));
            from = to;
        }

        assertThat(store.rows("SELECT repository, started, recounted FROM rollup ORDER BY repository"))
                .as("seed %d", seed)
                .containsExactly(" 38 f", "acme/tidemark 39 f");
    }

    @Test
    void aSumThatIsNotLaterDoesNotTouchItsRow() throws Exception {
        rollups.write(List.of(sum("", now, 5, 100)));
        List<String> before = store.rows("SELECT xmin, changed_at FROM rollup");

        rollups.write(List.of(sum("", now, 5, 100), sum("", now, 4, 99)));

        assertThat(store.rows("SELECT xmin, changed_at FROM rollup")).isEqualTo(before);
        rollups.write(List.of(sum("", now, -1, 101)));
        assertThat(store.rows("SELECT started FROM rollup")).containsExactly("-1");
    }

    @Test
    void aSumOfAMinuteThatWasCountedOnlyHasItCountedAgain() throws Exception {
        write(store, started("a", LONG_AGO, IN_TIDEMARK));
        recountAll();
        List<String> counted = store.rows(FromScratch.KEPT);

        rollups.write(List.of(sum("acme/new", LONG_AGO, 70, 1)));
        rollups.write(List.of(sum("acme/new", LONG_AGO, 70, 2), sum("", LONG_AGO, 70, 2), sum("", now, 3, 1)));

        assertThat(store.rows("SELECT repository, recounted, started FROM rollup ORDER BY minute, repository"))
                .as("nor does a repository come into it that was not there")
                .containsExactly(" t 1", "acme/tidemark t 1", " f 3");
        assertThat(store.rows(DUE)).hasSize(1);
        assertThat(recountAll()).isEqualTo(1);
        assertThat(store.rows(FromScratch.KEPT)).containsAll(counted).hasSize(counted.size() + 1);
    }

    @Test
    void aCountReplacesSumsEvenWhereNoSessionIsAnyMore() throws Exception {
        rollups.write(List.of(sum("", LONG_AGO, 7, 1), sum("acme/gone", LONG_AGO, 7, Long.MAX_VALUE / 2)));
        store.run("INSERT INTO rollup_due SELECT minute FROM rollup");

        assertThat(recountAll()).isEqualTo(1);

        assertThat(store.rows("SELECT repository, started, recounted FROM rollup ORDER BY repository"))
                .containsExactly(" 0 t", "acme/gone 0 t");
    }

    @Test
    void aCountThatSaysTheSameDoesNotTouchItsRow() throws Exception {
        write(store, started("a", LONG_AGO, IN_TIDEMARK));
        recountAll();
        List<String> before = store.rows("SELECT repository, xmin FROM rollup ORDER BY 1");

        store.run("INSERT INTO rollup_due SELECT minute FROM rollup");
        recountAll();

        assertThat(store.rows("SELECT repository, xmin FROM rollup ORDER BY 1")).isEqualTo(before);
    }

    @Test
    void asManyMinutesAreCountedAtOnceAsIsSaidTheOldestFirst() throws Exception {
        for (int i = 0; i < 7; i++) {
            write(store, started("a" + i, LONG_AGO.plusSeconds(60L * i), "{}"));
            write(store, started("b" + i, LONG_AGO.plusSeconds(60L * i), "{}"));
        }
        assertThat(rollups.due()).isEqualTo(7);

        assertThat(rollups.recount(5)).isEqualTo(5);

        assertThat(rollups.due()).isEqualTo(2);
        assertThat(store.rows("SELECT minute, started FROM rollup ORDER BY minute"))
                .hasSize(5)
                .last()
                .isEqualTo("2015-03-14 09:30:00+00 2");
    }

    @Test
    void whateverHappensInWhateverOrderOldMinutesAreExactAndYoungOnesTheLastSum() throws Exception {
        for (int round = 0; round < 6; round++) {
            store.run("TRUNCATE session, session_count, rollup, rollup_due");
            // Given
            List<Delivery.Valid> events = new ArrayList<>();
            for (int session = 0; session < 60; session++) {
                events.addAll(history("s" + session));
            }
            events.addAll(events.subList(0, events.size() / 3));
            Collections.shuffle(events, random);

            // When
            Map<String, Long> lastSums = new HashMap<>();
            long time = 0;
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(30));
                write(store, events.subList(from, to));
                from = to;
                if (random.nextInt(3) == 0) {
                    int _ = rollups.recount(1 + random.nextInt(100));
                }
                String repository = random.nextBoolean() ? "" : "acme/r" + random.nextInt(3);
                Instant minute = minuteOf(events.get(random.nextInt(to)));
                rollups.write(List.of(sum(repository, minute, time, time), sum(repository, minute, -1, time - 50)));
                if (minute.isAfter(now.minus(5, DAYS))) {
                    lastSums.put(repository + " " + minute.getEpochSecond(), time);
                }
                time++;
            }
            store.run("INSERT INTO rollup_due SELECT minute FROM rollup"
                    + " WHERE NOT recounted AND minute < now() - interval '5 days'"); // in which nothing happened
            recountAll();

            // Then
            assertThat(store.rows(FromScratch.KEPT
                            .replace("WHERE ", "WHERE minute < now() - interval '5 days' AND recounted AND (")
                            .replace("ORDER BY", ") ORDER BY")))
                    .as("old minutes, seed %d", seed)
                    .isEqualTo(store.rows(FromScratch.OLD));
            assertThat(store.rows("SELECT repository || ' ' || extract(epoch FROM minute)::bigint || ' ' || started"
                            + " FROM rollup WHERE NOT recounted"))
                    .as("young minutes, seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(lastSums.entrySet().stream()
                            .map(sum -> sum.getKey() + " " + sum.getValue())
                            .toList());
        }
    }

    @Test
    void withoutAnySumOldMinutesAreExactOnceNothingIsDue() throws Exception {
        List<Delivery.Valid> events = new ArrayList<>();
        for (int session = 0; session < 300; session++) {
            events.addAll(history("s" + session));
        }
        Collections.shuffle(events, random);
        for (int from = 0; from < events.size(); from += 7) {
            write(store, events.subList(from, Math.min(events.size(), from + 7)));
            if (random.nextInt(4) == 0) {
                int _ = recountAll();
            }
        }
        recountAll();

        assertThat(store.rows(FromScratch.KEPT)).as("seed %d", seed).isEqualTo(store.rows(FromScratch.OLD));
    }

    @Test
    void whoCountsAndWhoWritesSumsWaitForEachOther() throws Exception {
        write(store, started("a", LONG_AGO, "{}"));
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection other = store.connect()) {
            // Given
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT lock_rollups()");

            // When
            Future<Integer> counting = threads.submit(() -> rollups.recount(5));
            Future<?> writing = threads.submit(() -> {
                rollups.write(List.of(sum("", LONG_AGO, 7, 1)));
                return null;
            });
            await().until(() -> store.rows("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                    .equals(List.of("2")));

            // Then
            assertThat(store.rows("SELECT * FROM rollup")).isEmpty();
            other.rollback();
            assertThat(counting.get()).isEqualTo(1);
            writing.get();
        }
        recountAll();
        assertThat(store.rows("SELECT started FROM rollup")).containsExactly("1");
    }

    @Test
    void twoWhoCountTwoWhoWriteSessionsAndTwoWhoWriteSumsNeverGetInEachOthersWay() throws Exception {
        List<Delivery.Valid> events = new ArrayList<>();
        for (int session = 0; session < 400; session++) {
            events.addAll(history("s" + session));
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> writers = new ArrayList<>();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Random mine = new Random(seed + i);
                List<Delivery.Valid> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, mine);
                writers.add(threads.submit(() -> {
                    for (int from = 0; from < shuffled.size(); from += 5) {
                        write(store, shuffled.subList(from, Math.min(shuffled.size(), from + 5)));
                    }
                    return null;
                }));
                others.add(threads.submit(() -> {
                    while (writing.get()) {
                        int _ = rollups.recount(1 + mine.nextInt(5));
                    }
                    return null;
                }));
                others.add(threads.submit(() -> {
                    for (int time = 0; writing.get(); time++) {
                        Instant minute = minuteOf(events.get(mine.nextInt(events.size())));
                        rollups.write(List.of(sum("", minute, 1, time), sum("acme/r1", minute, 1, time)));
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(); // a deadlock is a StoreException here: nothing reruns it
            }
            writing.set(false);
            for (Future<?> other : others) {
                other.get();
            }
        }
        store.run("DELETE FROM rollup WHERE NOT recounted");
        recountAll();

        assertThat(store.rows(FromScratch.KEPT)).as("seed %d", seed).isEqualTo(store.rows(FromScratch.OLD));
    }

    private int recountAll() throws StoreException {
        int all = 0;
        for (int counted = rollups.recount(20); counted > 0; counted = rollups.recount(20)) {
            all += counted;
        }
        return all;
    }

    /// What happens to one session: in 2015, 8 days ago, and yesterday, in no particular order.
    private List<Delivery.Valid> history(String session) {
        List<Delivery.Valid> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            Instant at = time();
            String data = "{\"repo_owner\": \"acme\", \"repo_name\": "
                    + (random.nextInt(4) == 0 ? "7" : "\"r" + random.nextInt(3) + '"') + "}";
            events.add(
                    switch (random.nextInt(5)) {
                        case 0 -> started(session, at, data);
                        case 1 ->
                            ended(
                                    session,
                                    at,
                                    random.nextBoolean()
                                            ? "{}"
                                            : "{\"duration_seconds\": " + random.nextInt(200) / 2.0 + "}");
                        case 2 -> expired(session, at);
                        default -> beat(session, at, random.nextBoolean() ? data : "{}");
                    });
        }
        return events;
    }

    private Instant time() {
        Instant day = Stream.of(LONG_AGO, now.minus(8, DAYS), now.minus(1, DAYS))
                .toList()
                .get(random.nextInt(3));
        return day.plusSeconds(60L * random.nextInt(MINUTES_A_DAY) + 30L * random.nextInt(2))
                .plusMillis(random.nextInt(2));
    }

    private static Instant minuteOf(Delivery.Valid delivery) {
        return delivery.event().envelope().occurredAt().truncatedTo(MINUTES);
    }

    private static Rollup sum(String repository, Instant minute, long started, long summedAtSecond) {
        MinuteCounts counts = new MinuteCounts(started, 0, 0, 0, MinuteCounts.NONE.durations());
        return new Rollup(repository, minute, counts, LONG_AGO.plusSeconds(Math.min(summedAtSecond, 100_000_000)));
    }
}
