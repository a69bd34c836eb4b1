package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Server;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Scenarios in which some of what comes can never be written.
sealed interface Poisoning extends Scenario {
    /// One event in a hundred.
    record OneInAHundred(int events) implements Poisoning {
        @Override
        public void play(Run run) {
            run.startWriter();
            run.send(run.workload().eventsWithPoison(events, 100));
        }
    }

    /// One event of a batch, wherever it stands in it: each batch is of one partition, sent at once and settled before
    /// the next one, so that the writer polls it whole.
    record FirstLastAndAlone() implements Poisoning {
        private static final int BESIDE = 20;

        @Override
        public void play(Run run) {
            run.startWriter();
            Workload workload = run.workload();
            for (Poison kind : Poison.values()) {
                List<Sending> poison = List.of(workload.poisonIn("s0", kind));
                List<Sending> others = workload.visitsIn("s0", BESIDE);
                for (List<Sending> batch : List.of(
                        Stream.concat(poison.stream(), others.stream()).toList(),
                        Stream.concat(others.stream(), poison.stream()).toList(),
                        poison)) {
                    run.send(batch);
                    run.awaitSettled();
                }
            }
        }
    }

    /// So many in a row, all of one user, whose lane goes on for everybody else.
    record OfOneUser(int many) implements Poisoning {
        @Override
        public void play(Run run) {
            run.startWriter();
            run.send(run.workload().poison(many, 1));
            run.send(run.workload().events(1_000));
        }
    }

    /// So many in a row, of twenty users: their lane stops and says so, while the other goes on, until an operator has
    /// it go on.
    ///
    /// @param letThrough how many dead letters an operator lets through at each resume; after the last all goes on
    record FloodOfManyUsers(int many, List<Integer> letThrough) implements Poisoning {
        private static final int USERS = 20;
        private static final int MOST_BEFORE_IT_STOPS = 500;

        @Override
        public void play(Run run) {
            Server writer = run.startWriter();
            run.send(run.workload().poison(many, USERS));
            awaitStopped(run);
            assertThat(run.letters()).hasSizeLessThanOrEqualTo(MOST_BEFORE_IT_STOPS);
            assertThat(run.isAlive(writer)).isTrue();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(run.readiness(writer).body())
                            .containsPattern("\"lane-express[^\"]*\"\\s*:\\s*\"working\"")
                            .containsPattern("\"lane-bulk[^\"]*\"\\s*:\\s*\"(?!working)"));

            run.send(run.workload().visits("waiting", "visit-", 500));
            theOtherLaneGoesOn(run);
            assertThat(run.rows().events()).as("bulk waits").isEmpty();

            for (int next : letThrough) {
                resume(run, writer, next);
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> isStopped(run) || run.servers().isSettled());
            }
            assertThat(isStopped(run)).isFalse();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(run.readiness(writer).statusCode()).isEqualTo(200));
        }

        private static void awaitStopped(Run run) {
            await().atMost(Duration.ofSeconds(60)).until(() -> isStopped(run));
            assertThat(run.servers().sql("SELECT lane || ' ' || (users >= 20) FROM lane_stop"))
                    .isEqualTo("bulk true");
        }

        private static boolean isStopped(Run run) {
            return !run.servers()
                    .sql("SELECT lane FROM lane_stop WHERE lane = 'bulk'")
                    .equals("no row");
        }

        private static void theOtherLaneGoesOn(Run run) {
            run.send(List.of(run.workload().start("beside", "s")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !run.rows().sessions().isEmpty());
        }

        private static void resume(Run run, Server writer, int letThrough) {
            String body = letThrough == 0 ? "{}" : "{\"let_through\": " + letThrough + "}";
            assertThat(run.operate(writer, "/api/v1/lanes/bulk/resume", body).statusCode())
                    .isEqualTo(204);
        }
    }
}
