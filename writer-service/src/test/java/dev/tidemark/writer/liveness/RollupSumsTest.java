package dev.tidemark.writer.liveness;

import static dev.tidemark.writer.liveness.Streams.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Status;
import dev.tidemark.writer.store.DurationBounds;
import dev.tidemark.writer.store.MinuteCounts;
import dev.tidemark.writer.store.RepositoryName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened in each minute is the sum of what sessions count for, whatever was announced in which order how often.
class RollupSumsTest {
    private static final String ALL = NOON + " ";
    private static final String KAFKA = NOON + " kafka/streams";

    @TempDir
    Path stateDir;

    private Streams streams;

    @BeforeEach
    void start() {
        streams = new Streams(stateDir);
    }

    @AfterEach
    void stop() {
        streams.close();
    }

    @Test
    void aSessionCountsInTheMinuteOfItsStartAndOfItsEnd() throws Exception {
        Life life = new Life("s-1").started(NOON.plusSeconds(59)).ended(NOON.plusSeconds(60), "{}");

        life.rows().forEach(row -> streams.announce(life.key, row));

        assertThat(streams.sums())
                .containsOnlyKeys(ALL, KAFKA, NOON.plusSeconds(60) + " ", NOON.plusSeconds(60) + " kafka/streams")
                .containsEntry(ALL, counts(1, 0, 0, 0, null))
                .containsEntry(KAFKA, counts(1, 0, 0, 0, null))
                .containsEntry(NOON.plusSeconds(60) + " ", counts(0, 0, 1, 0, 1));
    }

    @Test
    void withoutAStartItCountsWhereItWasFirstSeenUntilItsStartComes() throws Exception {
        Life life = new Life("s-1").heartbeat(NOON);
        streams.announce(life.key, life.state());
        assertThat(streams.sums()).isEqualTo(Map.of(ALL, counts(0, 1, 0, 0, null)));

        streams.announce(life.key, life.started(NOON.minusSeconds(60)).state());

        Instant before = NOON.minusSeconds(60);
        assertThat(streams.sums())
                .isEqualTo(Map.of(
                        before + " ", counts(1, 0, 0, 0, null), before + " kafka/streams", counts(1, 0, 0, 0, null)));
    }

    @Test
    void aLateEndTakesTheAbandonedSessionBack() throws Exception {
        Life life = new Life("s-1").heartbeat(NOON).expired(NOON);
        streams.announce(life.key, life.state());
        assertThat(streams.sums()).isEqualTo(Map.of(ALL, counts(0, 1, 0, 1, null)));

        streams.announce(
                life.key,
                life.ended(NOON.plusSeconds(5), "{\"duration_seconds\": 7.5}").state());

        assertThat(streams.sums()).isEqualTo(Map.of(ALL, counts(0, 1, 1, 0, 7)));
    }

    @Test
    void anythingHeardAfterAnExpiryTakesTheAbandonedSessionBack() throws Exception {
        Life life = new Life("s-1").heartbeat(NOON).expired(NOON);
        streams.announce(life.key, life.state());
        streams.announce(life.key, life.heartbeat(NOON.plusSeconds(600)).state());

        assertThat(streams.sums()).isEqualTo(Map.of(ALL, counts(0, 1, 0, 0, null)));
    }

    @Test
    void minutesOlderThanSixDaysAreLeftToTheStore() throws Exception {
        Life old = new Life("log").started(Instant.parse("2015-05-17T10:05:03Z"));
        old.ended(Instant.parse("2015-05-17T10:20:00Z"), "{}");
        Life border = new Life("border").started(NOON.minus(Duration.ofDays(6)));

        streams.announce(old.key, old.state());
        streams.announce(border.key, border.state());

        assertThat(streams.sums())
                .containsOnlyKeys(
                        NOON.minus(Duration.ofDays(6)) + " ", NOON.minus(Duration.ofDays(6)) + " kafka/streams");
    }

    @Test
    void aMinuteThatIsYearsAheadCountsNowhereAndEndsNoOther() throws Exception {
        Life ahead = new Life("ahead").started(NOON);
        ahead.heard("session.ended", NOON.plusSeconds(1), "{\"ended_at\": \"2099-01-01T00:00:00Z\"}");
        Life tomorrow = new Life("tomorrow").started(NOON);
        tomorrow.ended(NOON.plusSeconds(1), "{\"ended_at\": \"%s\"}".formatted(NOON.plus(Duration.ofHours(24))));
        Life now = new Life("now").started(NOON);

        streams.announce(ahead.key, ahead.state());
        streams.announce(tomorrow.key, tomorrow.state());
        streams.announce(now.key, now.state());

        assertThat(streams.sums())
                .containsOnlyKeys(
                        ALL,
                        KAFKA,
                        NOON.plus(Duration.ofHours(24)) + " ",
                        NOON.plus(Duration.ofHours(24)) + " kafka/streams")
                .containsEntry(ALL, counts(3, 0, 0, 0, null));
    }

    @Test
    void whatCountsOnlyInOldMinutesIsForgottenAndWhatComesThenCountsOnce() throws Exception {
        Life life = new Life("s-1").started(NOON).ended(NOON.plusSeconds(1), "{}");
        streams.announce(life.key, life.state());
        streams.pass(Duration.ofDays(7));
        assertThat(streams.remembered())
                .as("older announcements may still come")
                .isEqualTo(1);

        Life other = new Life("s-2").started(streams.now());
        streams.announce(other.key, other.state());
        streams.pass(Duration.ofDays(1));
        assertThat(streams.remembered()).as("s-2 alone, which was given up").isEqualTo(1);

        Map<String, MinuteCounts> before = streams.sums();
        streams.announce(life.key, life.ended(streams.now(), "{}").state());
        Map<String, MinuteCounts> after = streams.sums();
        after.keySet().removeAll(before.keySet());
        Instant minute = streams.now().truncatedTo(ChronoUnit.MINUTES);
        assertThat(after).containsOnlyKeys(minute + " ", minute + " kafka/streams");
        assertThat(after).hasEntrySatisfying(minute + " ", counts -> assertThat(counts.ended())
                .isEqualTo(1));
    }

    @Test
    void sumsAreARecountHoweverWhatHappenedIsAnnounced() throws Exception {
        long seed = Long.getLong("tidemark.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Life> lives = new ArrayList<>();
        List<Runnable> announcements = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Life life = randomLife("s-" + i, random);
            lives.add(life);
            for (SessionState row : life.rows()) {
                for (int times = 1 + random.nextInt(2); times > 0; times--) {
                    announcements.add(() -> streams.announce(life.key, row));
                }
            }
        }
        Collections.shuffle(announcements, random);

        announcements.forEach(Runnable::run);

        assertThat(streams.sums()).as("-Dtidemark.seed=%d", seed).isEqualTo(recount(lives));
    }

    @Test
    void theStateOfThisVersionIsFoundByTheNext() {
        assertThat(streams.description())
                .contains(
                        "tidemark-writer-liveness-contributions-repartition"
                                .substring("tidemark-writer-liveness-".length()),
                        "stores: [sessions, due]",
                        "stores: [minutes]")
                .doesNotContainPattern("KSTREAM-|KTABLE-");
    }

    private static Life randomLife(String name, Random random) {
        Life life = new Life(name);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            Instant at = NOON.minusSeconds(random.nextInt(60 * 30)).minus(Duration.ofDays(random.nextInt(9)));
            switch (random.nextInt(6)) {
                case 0 -> life.started(at);
                case 1 ->
                    life.ended(
                            at,
                            random.nextBoolean() ? "{}" : "{\"duration_seconds\": %d}".formatted(random.nextInt(9)));
                case 2 -> life.expired(at);
                case 3 ->
                    life.heard(
                            "session.activity",
                            at,
                            "{\"kind\": \"k\", \"repo_owner\": \"%s\", \"repo_name\": \"%s\"}"
                                    .formatted(random.nextInt(2), random.nextInt(2)));
                default -> life.heartbeat(at);
            }
        }
        return life;
    }

    private static Map<String, MinuteCounts> recount(List<Life> lives) {
        Map<String, MinuteCounts> counted = new HashMap<>();
        for (Life life : lives) {
            SessionState state = life.state();
            Instant opened = state.startedAt() != null ? state.startedAt() : state.firstSeenAt();
            count(
                    counted,
                    state,
                    opened,
                    state.startedAt() != null ? counts(1, 0, 0, 0, null) : counts(0, 1, 0, 0, null));
            if (state.status() == Status.COMPLETED) {
                Integer seconds = state.durationSeconds() == null
                        ? null
                        : state.durationSeconds().intValue();
                count(counted, state, Objects.requireNonNull(state.end()).endedAt(), counts(0, 0, 1, 0, seconds));
            } else if (state.status() == Status.ABANDONED) {
                count(counted, state, state.lastSeenAt(), counts(0, 0, 0, 1, null));
            }
        }
        return counted;
    }

    private static void count(
            Map<String, MinuteCounts> counted, SessionState state, @Nullable Instant at, MinuteCounts count) {
        if (at == null || at.truncatedTo(ChronoUnit.MINUTES).isBefore(NOON.minus(Duration.ofDays(6)))) {
            return;
        }
        String minute = at.truncatedTo(ChronoUnit.MINUTES).toString();
        counted.merge(minute + " ", count, MinuteCounts::plus);
        String repository = RepositoryName.of(state.attributes());
        if (repository != null) {
            counted.merge(minute + " " + repository, count, MinuteCounts::plus);
        }
    }

    private static MinuteCounts counts(
            int started, int unstarted, int ended, int abandoned, @Nullable Integer seconds) {
        List<Long> durations = new ArrayList<>(MinuteCounts.NONE.durations());
        if (seconds != null) {
            int bucket = (int) DurationBounds.seconds().stream()
                    .filter(bound -> bound.intValue() <= seconds)
                    .count();
            durations.set(bucket, 1L);
        }
        return new MinuteCounts(started, unstarted, ended, abandoned, durations);
    }
}
