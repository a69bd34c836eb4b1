package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Scenarios in which something is taken away, and comes back, under load.
sealed interface Trouble extends Scenario {
    /// Events per second of the clients that go on sending.
    int LOAD = 500;

    /// No trouble at all.
    record None(int events) implements Trouble {
        @Override
        public void play(Run run) {
            run.startWriter();
            run.send(run.workload().events(events));
        }
    }

    /// Two writers, and every event twice: the second time in another order, and so in other batches.
    record SentTwice(int events) implements Trouble {
        @Override
        public void play(Run run) {
            run.startWriter();
            run.startWriter();
            List<Sending> all = new ArrayList<>(run.workload().events(events));
            run.send(all);
            Collections.shuffle(all, run.random());
            run.send(all);
        }
    }

    /// The writer is killed at any moment, so many times in a row.
    record WriterKilled(int times) implements Trouble {
        @Override
        public void play(Run run) throws InterruptedException {
            Server writer = run.startWriter();
            try (Traffic _ = run.traffic(LOAD)) {
                for (int i = 0; i < times; i++) {
                    run.pauseAtRandom(Duration.ofMillis(600));
                    writer.kill();
                    run.servers().forgetDeadWriters();
                    writer.start();
                }
            }
        }
    }

    /// Three writers join and leave, each when it likes, so many times.
    record WritersComeAndGo(int times) implements Trouble {
        private static final int WRITERS = 3;

        @Override
        public void play(Run run) throws Exception {
            try (Traffic _ = run.traffic(LOAD);
                    ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
                for (Future<Void> writer : threads.invokeAll(Collections.nCopies(WRITERS, comingAndGoing(run)))) {
                    writer.get();
                }
            }
        }

        private Callable<Void> comingAndGoing(Run run) {
            return () -> {
                Server writer = run.startWriter();
                for (int i = 0; i < times; i++) {
                    run.pauseAtRandom(Duration.ofSeconds(1));
                    writer.stop();
                    writer.start();
                }
                return null;
            };
        }
    }

    /// The store is away for this long. The writer lives on, says what it waits for, and burns no attempt of any event.
    record StoreAway(Duration howLong) implements Trouble {
        @Override
        public void play(Run run) {
            Server writer = run.startWriter();
            long retries = run.servers().retries();
            try (Traffic _ = run.traffic(LOAD / 2)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !run.rows().events().isEmpty());
                run.servers().postgres().stop();
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(run.readiness(writer).body()).contains("waiting_for_store"));
                await().during(howLong)
                        .atMost(howLong.plusSeconds(10))
                        .until(() ->
                                run.isAlive(writer) && run.readiness(writer).statusCode() == 503);
                run.servers().postgres().start();
            }
            run.awaitSettled();
            assertThat(run.servers().retries()).as("attempts burned").isEqualTo(retries);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(run.readiness(writer).statusCode()).isEqualTo(200));
        }
    }

    /// The store is killed while a transaction is under way, so many times.
    record StoreKilledInMidCommit(int times) implements Trouble {
        private static final String UNDER_WAY = """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = 'tidemark' AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL""";

        @Override
        public void play(Run run) throws InterruptedException {
            run.startWriter();
            Server postgres = run.servers().postgres();
            try (Traffic _ = run.traffic(LOAD * 2)) {
                for (int i = 0; i < times; i++) {
                    run.pauseAtRandom(Duration.ofSeconds(1));
                    await().atMost(Duration.ofSeconds(30))
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> !run.servers().sql(UNDER_WAY).equals("0"));
                    postgres.kill();
                    postgres.start();
                }
            }
        }
    }

    /// The broker is restarted, once in good order and once killed.
    record BrokerRestarted() implements Trouble {
        @Override
        public void play(Run run) throws InterruptedException {
            run.startWriter();
            Server kafka = run.servers().kafka();
            try (Traffic _ = run.traffic(LOAD)) {
                run.pauseAtRandom(Duration.ofSeconds(1));
                kafka.stop();
                kafka.start();
                run.pauseAtRandom(Duration.ofSeconds(3));
                kafka.kill();
                kafka.start();
            }
        }
    }
}
