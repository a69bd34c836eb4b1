package dev.tidemark.writer.liveness;

import static dev.tidemark.writer.liveness.Streams.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.merge.Status;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.writer.settle.SessionChange;
import dev.tidemark.writer.store.SessionRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a session is given up, and when it is not.
class ExpiryTest {
    private static final Duration SILENCE = Duration.ofMinutes(15);
    private static final Duration TICK = Duration.ofMillis(250);

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
    void whoFallsSilentAfterHeartbeatsIsGivenUpAfterFifteenMinutes() {
        Life life = new Life("s-1").started(NOON).heartbeat(NOON.plusSeconds(1));
        streams.announce(life.key, life.state());

        streams.pass(SILENCE);
        assertThat(streams.expiries()).isEmpty();

        streams.pass(Duration.ofSeconds(1).plus(TICK));
        List<TestRecord<byte[], byte[]>> expiries = streams.expiries();
        assertThat(expiries).hasSize(1);
        assertThat(streams.givenUp()).isOne();
        assertThat(expiries.getFirst().key()).isEqualTo(EventKey.of(life.key.user(), life.key.session()));
        assertThat(EventHeaders.read(expiries.getFirst().headers()).user()).isEqualTo(life.key.user());
        assertThat(expiry(expiries.getFirst()).lastReceivedAt()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void whoNeverSentMoreThanAStartIsGivenUpAfterEightHours() {
        Life life = new Life("s-1").started(NOON);
        streams.announce(life.key, life.state());

        streams.pass(Duration.ofHours(8));
        assertThat(streams.expiries()).isEmpty();
        streams.pass(TICK);
        assertThat(streams.expiries()).hasSize(1);
    }

    @Test
    void theFirstHeartbeatShortensTheWait() {
        Life life = new Life("s-1").started(NOON);
        streams.announce(life.key, life.state());
        streams.announce(life.key, life.heartbeat(NOON.plusSeconds(1)).state());

        streams.pass(SILENCE.plusSeconds(1).plus(TICK));

        assertThat(streams.expiries()).hasSize(1);
    }

    @Test
    void eachHeartbeatPutsItOff() {
        Life life = new Life("s-1").started(NOON);
        for (int minute = 0; minute < 60; minute++) {
            streams.announce(life.key, life.heartbeat(streams.now()).state());
            streams.pass(Duration.ofMinutes(1));
        }
        assertThat(streams.expiries()).isEmpty();
        assertThat(streams.waiting()).isEqualTo(1);

        streams.pass(SILENCE);
        assertThat(streams.expiries()).hasSize(1);
    }

    @Test
    void anEndStaysAnEnd() {
        Life life = new Life("s-1").started(NOON).heartbeat(NOON).ended(NOON.plusSeconds(60), "{}");
        streams.announce(life.key, life.state());
        streams.announce(life.key, life.heartbeat(NOON.plusSeconds(90)).state());

        streams.pass(Duration.ofDays(1));

        assertThat(streams.expiries()).isEmpty();
    }

    @Test
    void anExpiryThatTheStoreTookIsNotRepeated() {
        Life life = new Life("s-1").heartbeat(NOON);
        streams.announce(life.key, life.state());
        streams.pass(SILENCE.plus(TICK));
        assertThat(streams.expiries()).hasSize(1);

        streams.announce(life.key, life.expired(NOON).state());
        assertThat(life.state().status()).isEqualTo(Status.ABANDONED);
        streams.pass(Duration.ofDays(1));

        assertThat(streams.expiries()).isEmpty();
    }

    @Test
    void anExpiryOfWhichNothingIsHeardIsSentAgainTheSame() {
        Life life = new Life("s-1").heartbeat(NOON);
        streams.announce(life.key, life.state());

        streams.pass(SILENCE.plus(TICK));
        streams.pass(Duration.ofMinutes(1).plus(TICK));

        List<TestRecord<byte[], byte[]>> expiries = streams.expiries();
        assertThat(expiries).hasSize(2);
        assertThat(expiries.get(0).value()).isEqualTo(expiries.get(1).value());
    }

    @Test
    void whatIsHeardAfterAnExpiryReopensAndTheNextSilenceIsAnotherExpiry() {
        Life life = new Life("s-1").heartbeat(NOON);
        streams.announce(life.key, life.state());
        streams.pass(SILENCE.plus(TICK));
        Event.SessionExpired first = expiry(streams.expiries().getFirst());
        streams.announce(life.key, life.expired(NOON).state());

        Instant back = streams.now();
        streams.announce(life.key, life.heartbeat(back).state());
        assertThat(life.state().status()).isEqualTo(Status.IN_PROGRESS);
        streams.pass(SILENCE.plus(TICK));

        Event.SessionExpired second = expiry(streams.expiries().getFirst());
        assertThat(second.lastReceivedAt()).isEqualTo(back);
        assertThat(second.envelope().id()).isNotEqualTo(first.envelope().id());
    }

    @Test
    void nothingIsGivenUpWhileWhatWasHeardMayNotBeWritten() {
        Life life = new Life("s-1").heartbeat(NOON);
        streams.announce(life.key, life.state());

        streams.mayGiveUp(false);
        streams.pass(Duration.ofHours(1));
        assertThat(streams.expiries()).isEmpty();

        streams.mayGiveUp(true);
        streams.pass(TICK);
        assertThat(streams.expiries()).hasSize(1);
    }

    @Test
    void nothingIsGivenUpWhileAnnouncementsAreRead_thatWaitedForLong() {
        Life silent = new Life("silent").heartbeat(NOON.minus(Duration.ofHours(1)));
        Life lively = new Life("lively").heartbeat(NOON.minus(Duration.ofHours(1)));
        streams.announce(silent.key, silent.state(), NOON.minus(Duration.ofHours(1)));
        streams.announce(lively.key, lively.state(), NOON.minus(Duration.ofHours(1)));
        streams.pass(TICK);
        assertThat(streams.expiries()).isEmpty();

        streams.announce(lively.key, lively.heartbeat(NOON).state(), NOON);
        streams.pass(Duration.ofSeconds(10));

        assertThat(streams.expiries()).hasSize(1).allSatisfy(expiry -> assertThat(
                        expiry(expiry).envelope().session())
                .isEqualTo(silent.key.session()));
    }

    @Test
    void whatCannotBeReadIsSkippedAndCounted() {
        Life life = new Life("s-1").heartbeat(NOON);
        byte[] key = EventKey.of(life.key.user(), life.key.session());
        for (byte @Nullable [] value : new byte @Nullable [][] {
            null,
            {},
            "{".getBytes(UTF_8),
            "{}".getBytes(UTF_8),
            "[]".getBytes(UTF_8),
            "{\"heard_more\":true,\"last_received_at\":\"yesterday\"}".getBytes(UTF_8),
            "{\"heard_more\":true,\"last_received_at\":1e400}".getBytes(UTF_8),
            "{\"heard_more\":true,\"last_received_at\":99999999999999999999}".getBytes(UTF_8),
            "{\"heard_more\":true,\"last_received_at\":9223372036854775807}".getBytes(UTF_8),
            "{\"heard_more\":true,\"last_received_at\":-1}".getBytes(UTF_8),
            "{\"heard_more\":true,\"end\":{}}".getBytes(UTF_8),
            {(byte) 0xff, 0}
        }) {
            streams.announce(key, value, NOON);
        }
        byte[] good = new SessionChange(SessionRows.of(life.key, life.state()))
                .toRecord()
                .value();
        streams.announce(null, good, NOON);
        streams.announce("no-session".getBytes(UTF_8), good, NOON);
        streams.announce("ada/%zz".getBytes(UTF_8), good, NOON);

        assertThat(streams.unreadable()).isEqualTo(15);
        assertThat(streams.remembered()).isZero();

        streams.announce(key, good, NOON);
        assertThat(streams.remembered()).isEqualTo(1);
    }

    @Test
    void manyThatAreDueAtOnceAreGivenUpOneAfterTheOther() {
        int many = 5_000;
        for (int i = 0; i < many; i++) {
            Life life = new Life("s-" + i).heartbeat(NOON);
            streams.announce(life.key, life.state());
        }

        streams.pass(SILENCE.plus(TICK));
        streams.pass(TICK);
        streams.pass(TICK);

        assertThat(streams.expiries()).hasSize(many);
    }

    private static Event.SessionExpired expiry(TestRecord<byte[], byte[]> record) {
        return switch (EventReader.read(record.value())) {
            case Decoded.Valid(Event.SessionExpired expired) -> expired;
            case Decoded other -> throw new AssertionError("no expiry: " + other);
        };
    }
}
