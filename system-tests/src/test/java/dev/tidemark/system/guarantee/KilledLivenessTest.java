package dev.tidemark.system.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Server;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happened in each minute is a recount of the sessions, and who is silent is abandoned: whatever happens to
/// those who find it out.
class KilledLivenessTest {
    private static final long SEED = Long.getLong("tidemark.seed", System.nanoTime());
    private static final Duration SOON = Duration.ofSeconds(90);
    /// As far as ingest lets the clocks of clients be, but for the time that a session takes here.
    private static final Duration CLOCK_AHEAD = Duration.ofHours(23);
    private static final Instant LONG_AGO = Instant.parse("2015-05-17T10:05:00Z");
    private static final int SESSIONS = 400;

    /// The minutes of which the rollups say something else than the sessions do.
    private static final String WRONG = """
            WITH place AS (SELECT s.*, r.name
                           FROM session AS s, LATERAL (VALUES (''), (s.repository)) AS r (name)
                           WHERE r.name IS NOT NULL),
                 happened AS (
                     SELECT name, coalesce(started_at, first_seen_at) AS at,
                            CASE WHEN started_at IS NULL THEN 'unstarted' ELSE 'started' END AS what, NULL AS bucket
                     FROM place
                     UNION ALL
                     SELECT name, ended_at, 'ended', width_bucket(duration_seconds, duration_bounds()) FROM place
                     UNION ALL
                     SELECT name, last_seen_at, 'abandoned', NULL FROM place WHERE status = 'abandoned'),
                 recount AS (
                     SELECT name, date_bin('1 minute', at, 'epoch') AS minute,
                            count(*) FILTER (WHERE what = 'started') AS started,
                            count(*) FILTER (WHERE what = 'unstarted') AS unstarted,
                            count(*) FILTER (WHERE what = 'ended') AS ended,
                            count(*) FILTER (WHERE what = 'abandoned') AS abandoned,
                            count(bucket) AS timed, coalesce(sum(bucket), 0) AS buckets
                     FROM happened WHERE at IS NOT NULL GROUP BY 1, 2),
                 summed AS (
                     SELECT repository AS name, minute, started, unstarted, ended, abandoned,
                            (SELECT sum(n) FROM unnest(durations) AS n) AS timed,
                            (SELECT sum(n * (i - 1)) FROM unnest(durations) WITH ORDINALITY AS d (n, i)) AS buckets
                     FROM rollup
                     WHERE (started, unstarted, ended, abandoned) <> (0, 0, 0, 0))
            SELECT count(*) FROM recount AS a FULL JOIN summed AS b USING (name, minute)
            WHERE (a.started, a.unstarted, a.ended, a.abandoned, a.timed, a.buckets)
                  IS DISTINCT FROM (b.started, b.unstarted, b.ended, b.abandoned, b.timed, b.buckets)""";

    private final Random random = new Random(SEED);

    @TempDir
    Path stateDirs;

    @AutoClose
    private final Servers servers = Servers.start();

    private final List<Server> writers = new ArrayList<>();
    private int sent;

    @Test
    void rollupsAreARecountAndTheSilentAreAbandonedWhateverHappensToTheWriters() throws Exception {
        System.out.println("-Dtidemark.seed=" + SEED);
        try {
            Server writer = start("one");
            List<ProducerRecord<byte[], byte[]>> first = sessions();
            send(first);
            awaitRecount("it just works");

            sendWhile(() -> {
                writer.kill();
                writer.start();
            });
            awaitRecount("killed in mid-minute");

            sendWhile(() -> {
                Server another = start("two");
                TimeUnit.SECONDS.sleep(3);
                another.stop();
            });
            awaitRecount("another writer came and went");

            writer.stop();
            delete(stateDirs.resolve("one"));
            send(sessions());
            writer.start();
            awaitRecount("the state was wiped");

            Collections.shuffle(first, random);
            send(first);
            awaitRecount("everything came again in another order");
            assertThat(servers.sql("SELECT count(*) FROM rollup WHERE minute < '2016-01-01' AND repository = ''"))
                    .as("minutes of 2015")
                    .isNotEqualTo("0");
        } finally {
            writers.forEach(Server::close);
        }
    }

    private Server start(String name) {
        Server writer = servers.startWriter(Map.of(
                "TIDEMARK_LIVENESS_SILENCE", "4s",
                "TIDEMARK_LIVENESS_SILENCE_AFTER_START", "4s",
                "TIDEMARK_LIVENESS_STATE_DIR", stateDirs.resolve(name).toString()));
        writers.add(writer);
        return writer;
    }

    /// Everything is written, nobody is in progress any more, and the sums are right.
    private void awaitRecount(String what) {
        await(what).atMost(SOON).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            assertThat(servers.isSettled()).as("events are settled").isTrue();
            assertThat(servers.sql("SELECT count(*) FROM session"))
                    .as("sessions")
                    .isEqualTo(Integer.toString(sent));
            assertThat(servers.sql("SELECT count(*) FROM session WHERE status = 'in_progress'"))
                    .as("sessions in progress")
                    .isEqualTo("0");
            assertThat(servers.sql(WRONG)).as("wrong minutes").isEqualTo("0");
            assertThat(servers.sql("SELECT sum(abandoned) FROM rollup WHERE repository = ''"))
                    .as("abandoned sessions")
                    .isEqualTo(servers.sql("SELECT count(*) FROM session WHERE status = 'abandoned'"))
                    .isNotEqualTo("0");
        });
    }

    private interface Trouble {
        void happens() throws Exception;
    }

    /// Half of them come before it, half while it happens.
    private void sendWhile(Trouble trouble) throws Exception {
        List<ProducerRecord<byte[], byte[]>> all = sessions();
        send(all.subList(0, all.size() / 2));
        Thread rest = Thread.ofPlatform().start(() -> {
            for (int i = all.size() / 2; i < all.size(); i += 50) {
                send(all.subList(i, Math.min(all.size(), i + 50)));
            }
        });
        trouble.happens();
        rest.join();
    }

    /// Events of sessions of this hour, of 2015 and of tomorrow, some of which end, twice and shuffled.
    private List<ProducerRecord<byte[], byte[]>> sessions() {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            String session = "s-" + sent++;
            Instant begin =
                    switch (random.nextInt(16)) {
                        case 0, 1 -> LONG_AGO;
                        case 2 -> Instant.now().plus(CLOCK_AHEAD);
                        default -> Instant.now().minusSeconds(3_600);
                    };
            begin = begin.plusSeconds(random.nextInt(600)).truncatedTo(ChronoUnit.MILLIS);
            String repository = "\"repo_owner\": \"o\", \"repo_name\": \"r-%d\"".formatted(random.nextInt(4));
            if (random.nextInt(5) > 0) {
                events.add(event(session, "start", "session.started", begin, repository));
            }
            for (int beat = 0; beat < 2; beat++) {
                Instant at = begin.plusSeconds(random.nextInt(600));
                events.add(event(session, "beat-" + beat, "session.heartbeat", at, beat == 0 ? "" : repository));
            }
            if (random.nextInt(2) == 0) {
                Instant at = begin.plusSeconds(random.nextInt(900));
                events.add(event(session, "end", "session.ended", at, "\"duration_seconds\": " + random.nextInt(999)));
            }
        }
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, random);
        return events;
    }

    private static ProducerRecord<byte[], byte[]> event(
            String session, String id, String type, Instant at, String data) {
        String event = """
                {"id": "%s-%s", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": {%s}}""".formatted(session, id, type, session, at, data);
        Lane lane = type.equals("session.heartbeat") ? Lane.BULK : Lane.EXPRESS;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.of(lane).name(), ("user-1/" + session).getBytes(UTF_8), event.getBytes(UTF_8));
        record.headers().add("ce_source", "/users/user-1".getBytes(UTF_8));
        return record;
    }

    /// They are received now.
    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka().ports().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                ProducerRecord<byte[], byte[]> copy =
                        new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers());
                copy.headers()
                        .remove("tm_received_at")
                        .add("tm_received_at", Instant.now().toString().getBytes(UTF_8));
                var _ = producer.send(copy);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
