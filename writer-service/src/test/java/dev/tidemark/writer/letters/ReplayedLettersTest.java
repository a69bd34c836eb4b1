package dev.tidemark.writer.letters;

import static dev.tidemark.writer.letters.DeadRecords.SEVEN;
import static dev.tidemark.writer.letters.DeadRecords.dead;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.store.By;
import dev.tidemark.writer.store.Deliveries;
import dev.tidemark.writer.store.Locks;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayOrder;
import dev.tidemark.writer.store.Selection;
import dev.tidemark.writer.store.StoreException;
import dev.tidemark.writer.store.TestStore;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of events that were sent again is said in the transaction in which it becomes of them.
class ReplayedLettersTest {
    private static final UserId ANN = new UserId("ann");
    private static final By ADA = new By("ada", "mended");
    private static final String ITEMS = "SELECT outcome, coalesce(detail, '-') FROM replay_item ORDER BY origin";
    private static final String LETTERS = "SELECT status, decided_by FROM dead_letter ORDER BY origin";
    private static final String BEGIN_AGAIN = """
            SELECT FROM replay_item ORDER BY origin FOR UPDATE;
            SELECT FROM dead_letter ORDER BY origin FOR UPDATE;
            UPDATE replay_item SET outcome = 'pending';
            UPDATE replay SET sent_to = 0;
            UPDATE dead_letter SET status = 'open' WHERE status = 'applied'""";
    private static final String MISCOUNTED = """
            SELECT g.fingerprint FROM dead_letter_group AS g LEFT JOIN dead_letter AS d USING (fingerprint)
            GROUP BY g.fingerprint, g.open, g.discarded, g.applied
            HAVING g.open <> count(*) FILTER (WHERE status = 'open')
                OR g.discarded <> count(*) FILTER (WHERE status = 'discarded')
                OR g.applied <> count(*) FILTER (WHERE status = 'applied')""";

    private final TestStore store = TestStore.fresh();
    private final LetterWriter letters = new LetterWriter(store.deadLetters());

    @Test
    void anEffectAndItsOutcomeAreOneTransaction() throws Exception {
        UUID replay = begin(2);

        assertThatThrownBy(() -> write(event(1, "fine", replay), event(2, "a\\u0000b", replay)))
                .isInstanceOf(StoreException.class);
        assertThat(store.rows(ITEMS)).containsExactly("pending -", "pending -");

        write(event(1, "fine", replay));
        assertThat(store.rows(ITEMS)).containsExactly("applied -", "pending -");
        assertThat(store.rows(LETTERS)).containsExactly("applied ada", "open null");
        assertThat(store.rows(MISCOUNTED)).isEmpty();
    }

    @Test
    void whatDiesAgainFailedAndWhatWasAppliedOnceStaysApplied() throws Exception {
        UUID replay = begin(2);

        letters.write(List.of(death(1, 10, replay)));
        assertThat(store.rows(ITEMS)).containsExactly("failed at line 1", "pending -");
        write(event(1, "a copy that went through", replay), event(2, "fine", replay));
        letters.write(List.of(death(2, 11, replay), death(1, 12, replay)));

        assertThat(store.rows(ITEMS)).containsExactly("applied -", "applied -");
        assertThat(store.rows(LETTERS)).containsExactly("applied ada", "applied ada");
        assertThat(store.rows("SELECT deaths FROM dead_letter ORDER BY origin")).containsExactly("3", "2");
        assertThat(store.rows(MISCOUNTED)).isEmpty();
    }

    @Test
    void whatIsAppliedWhileACopyOfItDiesIsApplied() throws Exception {
        UUID replay = begin(1);
        try (Connection dying = store.connect();
                Statement statement = dying.createStatement();
                ExecutorService writer = Executors.newSingleThreadExecutor()) {
            dying.setAutoCommit(false);
            statement.execute("UPDATE replay_item SET outcome = 'failed', detail = 'a copy died'");
            Future<?> writing = writer.submit(() -> {
                write(event(1, "fine", replay));
                return true;
            });
            await().until(() -> store.rows("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    .getFirst()
                    .equals("1"));
            dying.commit();
            Object _ = writing.get();
        }

        assertThat(store.rows(ITEMS)).containsExactly("applied -");
        assertThat(store.rows(LETTERS)).containsExactly("applied ada");
    }

    @Test
    void whoeverClaimsToBeOfAReplayThatDidNotSelectItChangesNothing() throws Exception {
        UUID replay = begin(1);
        UUID dryRun = store.replays()
                .begin(new ReplayOrder(new Selection.Origins(List.of(origin(1))), true, 1, "origin", 1), ADA)
                .orElseThrow();

        write(event(2, "no letter", replay), event(1, "no replay", UUID.randomUUID()), event(1, "dry", dryRun));

        assertThat(store.rows(ITEMS)).containsExactlyInAnyOrder("pending -", "skipped another replay has it");
        assertThat(store.rows(LETTERS)).containsExactly("open null");
    }

    @Test
    void writersProjectionsOperatorsAndReplaysDoNotDeadlock() throws Exception {
        long seed = Long.getLong("tidemark.seed", System.nanoTime());
        int many = 400;
        UUID replay = begin(many);
        long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Random random = new Random(seed + i);
            work.add(() -> until(end, () -> {
                List<Delivery.Valid> events = new ArrayList<>();
                some(random, many).forEach(number -> events.add(event(number, "t" + number, replay)));
                store.store().write(Deliveries.fold(events), 1, Locks.WAIT);
            }));
            Random other = new Random(seed + 10 + i);
            work.add(() -> until(end, () -> {
                List<ConsumerRecord<byte[], byte[]>> deaths = new ArrayList<>();
                some(other, many).forEach(number -> deaths.add(death(number, 1_000 + other.nextInt(9_000), replay)));
                letters.write(deaths);
            }));
        }
        Random operator = new Random(seed + 20);
        work.add(() -> until(end, () -> {
            Selection chosen = new Selection.Origins(some(operator, many).stream()
                    .map(ReplayedLettersTest::origin)
                    .toList());
            store.bulkDecisions().discard(chosen, ADA);
            store.bulkDecisions().restore(chosen, ADA);
            store.run(BEGIN_AGAIN);
        }));
        work.add(() -> until(end, () -> {
            List<ReplayItem> items = store.replayWork().next(replay, 20);
            if (!items.isEmpty()) {
                store.replayWork().markSent(replay, items.getLast().position());
            }
        }));

        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Integer> each : threads.invokeAll(work)) {
                // A deadlock is a StoreException here: nothing reruns it.
                assertThat(each.get()).as("rounds, seed %d", seed).isPositive();
            }
        }

        assertThat(store.rows(MISCOUNTED)).as("seed %d", seed).isEmpty();
        assertThat(store.rows(
                        "SELECT count(*) FROM replay_item JOIN dead_letter USING (origin) WHERE (outcome = 'applied')"
                                + " <> (status = 'applied')"))
                .as("seed %d", seed)
                .containsExactly("0");
    }

    private interface Step {
        void run() throws Exception;
    }

    private static int until(long end, Step step) throws Exception {
        int rounds = 0;
        for (; System.nanoTime() < end; rounds++) {
            step.run();
        }
        return rounds;
    }

    private static List<Integer> some(Random random, int many) {
        return IntStream.range(0, 60)
                .mapToObj(_ -> 1 + random.nextInt(many))
                .distinct()
                .toList();
    }

    private UUID begin(int many) throws StoreException {
        letters.write(IntStream.rangeClosed(1, many)
                .mapToObj(number -> death(number, number, null))
                .toList());
        List<String> origins = IntStream.rangeClosed(1, many)
                .mapToObj(ReplayedLettersTest::origin)
                .toList();
        return store.replays()
                .begin(new ReplayOrder(new Selection.Origins(origins), false, 500, "origin", 5), ADA)
                .orElseThrow();
    }

    private void write(Delivery.Valid... events) throws StoreException {
        store.store().write(Deliveries.fold(List.of(events)), 0, Locks.WAIT);
    }

    private static Delivery.Valid event(int number, String title, UUID replay) {
        String json = """
                {"id": "e-%1$d", "type": "page.visited", "session_id": "s-%1$d", "occurred_at": "2026-11-21T07:00:00Z",
                 "data": {"url": "https://example.org/", "title": "%2$s"}}""".formatted(number, title);
        Decoded.Valid decoded = (Decoded.Valid) EventReader.read(json.getBytes(UTF_8));
        Origin origin = Origin.parse(origin(number));
        return new Delivery.Valid(
                new ConsumerRecord<>(origin.topic(), 0, 0, null, null),
                new DeliveryHistory(0, null, null, origin, replay),
                new EventHeaders(ANN, SEVEN, null),
                decoded.event());
    }

    private static ConsumerRecord<byte[], byte[]> death(int number, int offset, @Nullable UUID replay) {
        Map<String, String> headers = new HashMap<>();
        headers.put(DeliveryHistory.ORIGIN, origin(number));
        headers.put("tm_failure", number % 2 == 0 ? "poison/invalid_json" : "timeout/store_timeout");
        headers.put("tm_detail", "at line " + number % 5);
        if (replay != null) {
            headers.put(DeliveryHistory.REPLAY, replay.toString());
        }
        return dead(0, offset, SEVEN.plusSeconds(offset), "value", headers);
    }

    private static String origin(int number) {
        return "tidemark.events.bulk-0@" + (100 + number);
    }
}
