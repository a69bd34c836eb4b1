package dev.tidemark.writer.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import dev.tidemark.writer.batch.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Four writers, as lanes, retries and replays are, write the same 1,000 sessions, visits and records again and again.
/// Each locks tables and rows in the same order, so that no two ever wait for each other in a circle.
class ContentionTest {
    private static final int WRITERS = 4;
    private static final int SESSIONS = 1_000;

    private final Store store = TestStore.fresh().store();

    @Test
    void noTwoWritersDeadlock() throws Exception {
        writeFor(Duration.ofSeconds(30));
    }

    @Test
    @Tag("long")
    void noTwoWritersDeadlockInTenMinutes() throws Exception {
        writeFor(Duration.ofMinutes(10));
    }

    private void writeFor(Duration duration) throws Exception {
        long seed = System.nanoTime();
        long end = System.nanoTime() + duration.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(seed + i);
                int shard = i % 2;
                writers.add(threads.submit(() -> write(random, shard, end)));
            }
            for (Future<Integer> writer : writers) {
                // A deadlock is a StoreException here: nothing reruns it.
                assertThat(writer.get()).as("batches, seed %d", seed).isPositive();
            }
        }
    }

    private int write(Random random, int shard, long end) throws StoreException {
        int batches = 0;
        for (; System.nanoTime() < end; batches++) {
            List<Delivery.Valid> deliveries = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                deliveries.add(delivery(random));
            }
            List<SessionRow> _ = store.write(Deliveries.fold(deliveries), shard, Locks.WAIT);
        }
        return batches;
    }

    private static Delivery.Valid delivery(Random random) {
        int number = random.nextInt(SESSIONS);
        String type =
                switch (random.nextInt(5)) {
                    case 0 -> "\"type\": \"session.started\"";
                    case 1 -> "\"type\": \"session.heartbeat\", \"data\": {\"n\": " + random.nextInt() + "}";
                    case 2 -> "\"type\": \"session.ended\", \"data\": {\"reason\": \"r" + random.nextInt(9) + "\"}";
                    case 3 -> "\"type\": \"page.visited\", \"data\": {\"url\": \"https://example.org/\"}";
                    default ->
                        "\"type\": \"operation\", \"data\": {\"operation\": \"UPDATE_X\", \"local_record_id\": \""
                                + number + "\", \"payload\": {\"v\": " + random.nextInt() + "}}";
                };
        String json = "{\"id\": \"e%d\", \"session_id\": \"s%d\", \"occurred_at\": \"2026-11-21T07:00:%02dZ\", %s}"
                .formatted(random.nextInt(SESSIONS), number, random.nextInt(60), type);
        Decoded.Valid event = (Decoded.Valid) EventReader.read(json.getBytes(UTF_8));
        UserId user = new UserId("user-" + number % 7);
        return Deliveries.of(user, EventTime.EARLIEST.plusSeconds(random.nextInt(1_000)), event.event());
    }
}
